import type { Rehearsal } from '../rehearsal.ts';

/** How a reader who has only the report folder and Node.js checks it. */
export interface HowToCheck {
  steps: { text: string; command: string }[];
  /** What `verify` recomputes, and what it cannot. */
  meaning: string;
  /** Whether the files have a digital signature, and how to tell whose. */
  signature: string;
  /** The fingerprint of the signing key; empty if there is no signature. */
  fingerprint: string;
}

/** Said wherever a page names a key: readers have taken that for the signature of the person who confirms. */
const notOfAPerson = 'It shows any later change to the files, and is not the signature of a person.';

/** Returns what a page says of the digital signature of the report folder. */
export function describeSignature(fingerprint: string | undefined): { term: string; text: string } {
  const text = fingerprint === undefined ? 'None.' : `By the key ${fingerprint}. ${notOfAPerson}`;
  return { term: 'Digital signature of the files', text };
}

/** Returns the steps. The commands are those of a reader whose terminal is in the report folder. */
export function howToCheck({ tool, redacted }: Pick<Rehearsal, 'tool' | 'redacted'>, fingerprint?: string): HowToCheck {
  // Readers paste the command: nothing but a version may follow the name.
  const version = /^\d[\w.+-]{0,50}$/.test(tool.version) ? `@${tool.version}` : '';
  const verify = `npx receipt-rehearsal${version} verify .`;
  const isSigned = fingerprint !== undefined;
  return {
    steps: [
      { text: 'Install Node.js 22.19 or newer.', command: '' },
      {
        text: 'Open a terminal in the folder that holds this page and rehearsal.json, and run:',
        command: verify,
      },
      ...(isSigned
        ? [
            {
              text: 'If the vendor gave you the public key by another way (not the one in this folder), run this instead:',
              command: `${verify} --key PUBLIC-KEY.pub.pem`,
            },
          ]
        : []),
      {
        text: redacted
          ? 'The last line says “No differences found, but something could not be checked.”: the verdicts of a redacted copy. Ask for the original to check those.'
          : `${isSigned ? 'Each of the first five lines' : 'Each of the first five lines but that of the digital signature'} must begin with ✓: one that was not checked means that a file is missing. The last line must say “No differences found.” Otherwise it names each difference.`,
        command: '',
      },
    ],
    meaning: redacted
      ? 'The command compares every file with its hash and renders every page again from rehearsal.json. It cannot recompute the verdicts of a redacted copy.'
      : 'The command checks the hashes, recomputes every verdict from the recorded requests and responses, and renders every page again from rehearsal.json. It cannot show that the recorded requests are genuine: the vendor vouches for them.',
    signature: isSigned
      ? `The files have a digital signature. ${notOfAPerson} Ask the vendor for the fingerprint of their key by another way, such as by telephone, and compare it with this one:`
      : 'The files have no digital signature: their hashes show accidental changes, but not who wrote them.',
    fingerprint: fingerprint ?? '',
  };
}
