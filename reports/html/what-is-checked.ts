/** What `verify` recomputes from the report folder, and what rests on the hashes, the signature or a statement alone. */
export const whatIsChecked = {
  recomputed: [
    'Every verdict and finding, from the recorded requests, responses and outcomes.',
    'That counts, settings and recorded order agree with each other.',
    'Every page and file: each is rendered again from rehearsal.json and compared byte by byte.',
  ],
  trusted: [
    'That what is recorded is what was sent: hashes show an accidental change, a digital signature any change since it was made.',
    'Whose key signed the files: anyone can make one. Compare its fingerprint with the one that the vendor gives you.',
    'Name and version of the product, reasons, evidence, answers: the vendor states them, a person judges them.',
    'A printed PDF: only its hash is compared, because no two prints are alike.',
  ],
} as const;
