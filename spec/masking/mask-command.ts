const telling = 'pass|secret|token|key|credential|auth';
const option = new RegExp(
  `((?:^|[\\s"':?&])(?:--?)?[\\w-]*(?:${telling})[\\w-]*)(=|\\s+)("[^"]*"|'[^']*'|[^\\s-]\\S*)`,
  'gi',
);
// Matched whole and looked at in code.
const quotedHeader = /(["'])([\w-]+)(\s*:\s*)((?!\1).)+\1/g;
const isTelling = new RegExp(telling, 'i');

/**
 * A command as it was typed, without the values of options, variables, parameters and quoted headers whose names tell of
 * a secret (`--password x`, `API_KEY=x`, `?key=x`, `'X-Token: x'`), and without the user in a URL. A report is made to be
 * handed on, and its command with it.
 */
export function maskCommand(command: string): string {
  return command
    .replace(quotedHeader, (whole, quote: string, name: string, colon: string) =>
      isTelling.test(name) ? `${quote}${name}${colon}***${quote}` : whole,
    )
    .replace(option, (whole, name: string, between: string) =>
      // A word that only holds a telling one, such as `submit-token.py report`, is no option.
      between === '=' || /(?:^|[\s"':])-/.test(name) ? `${name}${between}***` : whole,
    )
    .replace(/:\/\/[^\s/@]+@/g, '://***@');
}
