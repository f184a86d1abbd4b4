/** What `verify` finds out again from the report folder, and what rests on the hashes, the signature or a statement alone. */
export const whatIsChecked = {
  recomputed: [
    'Every verdict and every finding, from the recorded requests, responses and outcomes.',
    'The counts, the settings and the order of what is recorded: they must agree with each other.',
    'This page, the certificate and every other file, rendered again from rehearsal.json and compared byte by byte.',
  ],
  trusted: [
    'That the recorded requests and responses are those of the run: the hashes in SHA256SUMS show an accidental change, and the signature shows any change since the folder was signed.',
    'Who signed: anyone can make a key, so compare its fingerprint with the one that the signer gives you.',
    'What the vendor states: the name and version of the product, reasons, evidence and answers. A person judges them.',
    'A printed PDF: no two prints are alike, so only its hash is compared.',
  ],
} as const;
