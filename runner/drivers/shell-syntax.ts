/** What a shell would act on, outside quotes, and what to write instead. */
const signs: readonly { pattern: RegExp; hint: string }[] = [
  { pattern: /^\s*[A-Za-z_]\w*=/, hint: 'Set a variable with env, as in "exec:env NAME=value python3 adapter.py"' },
  { pattern: /(?<=^|\s)~[\w./-]*/, hint: 'Write the whole path' },
  {
    pattern: /&&|\|\|?|;(?=\s|$)|(?<=\s)&(?=\s|$)|(?<=^|\s)\d?(?:>>?|<)(?:&\d)?/,
    hint: 'Put the commands into a script',
  },
  { pattern: /\$(?:[A-Za-z_]\w*|[({])|`/, hint: 'Write the value itself' },
];

/** Returns the shell syntax in a command that is run without a shell, and what to do; undefined if there is none. */
export function shellSyntaxIn(command: string): { found: string; hint: string } | undefined {
  // What is quoted is an argument; its place is kept.
  const bare = command.replace(/"[^"]*"|'[^']*'/g, (quoted) => 'q'.repeat(quoted.length));
  for (const { pattern, hint } of signs) {
    const found = pattern.exec(bare);
    if (found !== null) return { found: command.slice(found.index, found.index + found[0].length).trim(), hint };
  }
  return undefined;
}
