import { usualThresholds } from '../../spec/types/verdict.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { countVerdicts } from '../text/verdict-summary.ts';
import {
  missingCodes,
  movement,
  receiveExchange,
  refusedExchange,
  tokenExchange,
  withoutCodes,
} from './sample-parts.ts';
import { sampleResults } from './sample-results.ts';

const difference = {
  kind: 'difference',
  text: 'Accepted today. Under the published document it would be rejected: receiver.authorisationNumber has another form.',
  source: 'oas-2026-06',
} as const;
const defect = {
  kind: 'defect',
  text: 'The running service sends the expiry date of the service charge under two header names.',
  source: 'observed-2026-09',
} as const;

const byRail = { ...movement, carrier: { ...movement.carrier, meansOfTransport: 'Rail' as const } };
const two = { ...movement, wasteItems: [...movement.wasteItems, ...movement.wasteItems] };

/** A rehearsal as a vendor's first run might look: both suites, all six verdicts, notes of the mock, faults. */
export const sampleRehearsal: Rehearsal = {
  format: 'receipt-rehearsal/2',
  tool: { name: 'receipt-rehearsal', version: '0.1.0' },
  redacted: false,
  startedAt: '2027-01-18T09:41:05.000Z',
  finishedAt: '2027-01-18T09:41:47.300Z',
  product: { name: 'Invented Weighbridge', version: '4.2.0' },
  signatory: { name: 'Robin Marrow', role: 'Head of integrations' },
  settings: {
    suite: 'all',
    driver: 'exec:python3 submit.py',
    ruleSet: 'observed',
    asOf: '2026-10',
    seed: 20270118,
    timeoutMs: 30_000,
    concurrency: 4,
    thresholds: usualThresholds,
    scenarios: sampleResults.map(({ id }) => id),
  },
  contract: {
    title: 'Receipt of Waste API, as published',
    version: '1.0',
    documentHash: '0b7f3c1d'.repeat(8),
    overlayHashes: { 'observed.yaml': '9a4e21c6'.repeat(8) },
    hash: '5d80be37'.repeat(8),
  },
  rules: { version: 1 },
  environment: { node: '24.21.0', platform: 'linux x64' },
  counts: countVerdicts(sampleResults),
  scenarios: sampleResults,
  selfDeclarations: [
    {
      requirement: 'terms:T13',
      question: 'How can a customer change, export or delete their data?',
      answer: 'On the page “Our data”, at any time.',
      evidence: 'https://example.com/help/our-data',
    },
    {
      requirement: 'terms:T10',
      question: 'Where is the master copy kept?',
      answer: 'In our database.',
      evidence: null,
    },
    { requirement: 'terms:T13', question: 'Where is the privacy policy?', answer: null, evidence: null },
  ],
  exchanges: [
    tokenExchange(1, 'rehearsal-r01'),
    { ...receiveExchange(2, 'rehearsal-r01', movement, 201, { wasteTrackingId: '26BHUT6U' }), notes: [difference] },
    { ...receiveExchange(3, 'rehearsal-r02', two, 201, { wasteTrackingId: '26CKWV7M' }), notes: [difference, defect] },
    receiveExchange(4, 'rehearsal-r03', byRail, 201, { wasteTrackingId: '26DMXX8P' }),
    receiveExchange(5, 'rehearsal-r04', withoutCodes, 201, {
      wasteTrackingId: '26FPZB4R',
      validation: { warnings: [{ ...missingCodes }] },
    }),
    tokenExchange(6, 'rehearsal-p21'),
    refusedExchange(7, 'rehearsal-p21', 5.2),
    refusedExchange(8, 'rehearsal-p21', 5.73),
    refusedExchange(9, 'rehearsal-p21', 6.84),
    {
      ...receiveExchange(10, 'rehearsal-p21', movement, 201, { wasteTrackingId: '26NZFH2B' }),
      at: '2027-01-18T09:41:15.050Z',
    },
    receiveExchange(11, 'rehearsal-u11', movement, 201, { wasteTrackingId: '26Q1000' }),
  ],
};

/** The sample narrowed to scenarios that passed, as the happy end looks. */
export const allPassedRehearsal: Rehearsal = withScenarios(sampleResults.filter(({ verdict }) => verdict === 'pass'));

export function withScenarios(scenarios: Rehearsal['scenarios']): Rehearsal {
  return { ...sampleRehearsal, scenarios, counts: countVerdicts(scenarios) };
}
