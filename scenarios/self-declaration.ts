import type { SelfDeclaration } from '../spec/types/verdict.ts';

/** A question about a requirement that traffic cannot show, and the id of its answer in the configuration. */
export type SelfDeclarationQuestion = Pick<SelfDeclaration, 'requirement' | 'question'> & { id: string };

/** In the order of the requirements. A vendor's answers are shown beside the verdicts and never count as passed. */
export const selfDeclarationQuestions = [
  {
    id: 'T09',
    requirement: 'terms:T09',
    question:
      'How is every connection to the live service encrypted, and which versions of TLS does the software accept?',
  },
  {
    id: 'T10',
    requirement: 'terms:T10',
    question: 'Where is the master copy of each receipt and of its tracking id kept, and how is it backed up?',
  },
  {
    id: 'T13-export',
    requirement: 'terms:T13',
    question: 'How can customers change, export and delete the data that is held for them?',
  },
  {
    id: 'T13-privacy',
    requirement: 'terms:T13',
    question: 'Where can users read the privacy policy, and does it cover the data that goes to the service?',
  },
  {
    id: 'T13-consent',
    requirement: 'terms:T13',
    question: 'How do customers agree to their data being sent to the service, and how is that recorded?',
  },
  {
    id: 'T13-breach',
    requirement: 'terms:T13',
    question: 'Who is informed of a breach of data or credentials, within what time, and who is responsible?',
  },
  {
    id: 'T13-accessibility',
    requirement: 'terms:T13',
    question: 'Which standard of accessibility does the software meet, and how was that tested?',
  },
  {
    id: 'T13-credentials',
    requirement: 'terms:T13',
    question: 'How are the client secret, the tokens and the API codes stored, and who can read them?',
  },
  {
    id: 'T16',
    requirement: 'terms:T16',
    question:
      'Do all texts about the software avoid claiming that the department endorses it, and avoid using its brand?',
  },
  {
    id: 'T18',
    requirement: 'terms:T18',
    question:
      'Does the software show users its own descriptions of codes, and never those that the reference data endpoints return?',
  },
  {
    id: 'T19',
    requirement: 'terms:T19',
    question:
      'Where do users and customers read which approval scenarios the software leaves out, and what that means for them?',
  },
  {
    id: 'T20',
    requirement: 'terms:T20',
    question: 'Who reviewed the technical documentation in full before asking for production access, and when?',
  },
] as const satisfies readonly SelfDeclarationQuestion[];
