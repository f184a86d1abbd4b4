/**
 * Node 22 says of its SQLite that it is experimental, each time and to everybody; nobody who runs this can do anything
 * about it. Every other warning is printed as before.
 */
export function silenceSqliteWarning(): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (isAboutSqlite(warning)) return;
    for (const print of printers) print(warning);
  });
}

export function isAboutSqlite({ name, message }: Pick<Error, 'name' | 'message'>): boolean {
  return name === 'ExperimentalWarning' && message.startsWith('SQLite is an experimental feature');
}
