import type { Rehearsal } from '../rehearsal.ts';

/** How somebody who has only the report folder and Node.js checks it. */
export interface HowToCheck {
  steps: { text: string; command: string }[];
  /** What `verify` recomputes, and what it cannot. */
  meaning: string;
  /** Whether the folder is signed, and how to tell by whom. */
  signature: string;
  /** The fingerprint of the signing key; empty if the folder is not signed. */
  fingerprint: string;
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
              text: 'If the signer gave you the public key by another way (not the one in this folder), run this instead:',
              command: `${verify} --key PUBLIC-KEY.pub.pem`,
            },
          ]
        : []),
      {
        text: redacted
          ? 'The last line says “No differences found, but something could not be checked.”: the verdicts of a redacted copy. Ask for the original to check those.'
          : `${isSigned ? 'Each of the first five lines' : 'Each of the first five lines but that of the signature'} must begin with ✓: one that was not checked means that a file is missing. The last line must say “No differences found.” Otherwise it names each difference.`,
        command: '',
      },
    ],
    meaning: redacted
      ? 'The command compares every file with its hash and renders every page again from rehearsal.json. It cannot recompute the verdicts of a redacted copy.'
      : 'The command checks the hashes, recomputes every verdict from the recorded requests and responses, and renders every page again from rehearsal.json. It cannot show that the recorded requests are genuine: the signer vouches for them.',
    signature: isSigned
      ? 'The folder is signed. Ask the signer for the fingerprint of their key by another way, such as by telephone, and compare it with this one:'
      : 'The folder is not signed with a key: its hashes show accidental changes, but not who wrote it.',
    fingerprint: fingerprint ?? '',
  };
}
