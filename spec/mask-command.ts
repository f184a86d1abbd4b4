const telling = 'pass|secret|token|key|credential|auth';
const option = new RegExp(
  `((?:^|\\s|["':])(?:--?)?[\\w-]*(?:${telling})[\\w-]*)(=|\\s+)("[^"]*"|'[^']*'|[^\\s-]\\S*)`,
  'gi',
);

/**
 * A command as it was typed, without the values of options and variables whose names tell of a secret (`--password x`,
 * `API_KEY=x`) and without the user in a URL. A report is made to be handed on, and its command with it.
 */
export function maskCommand(command: string): string {
  return command
    .replace(option, (whole, name: string, between: string) =>
      // A word that only holds a telling one, such as `submit-token.py report`, is no option.
      between === '=' || /(?:^|[\s"':])-/.test(name) ? `${name}${between}***` : whole,
    )
    .replace(/:\/\/[^\s/@]+@/g, '://***@');
}
