import type { Rehearsal, Settings } from '../rehearsal.ts';
import { describeDriving, describeRules, describeTarget } from '../text/descriptions.ts';
import { formatDate, formatDay, formatDuration } from '../text/format-date.ts';
import { describeSignature } from '../text/how-to-check.ts';
import { suiteLabels } from '../text/verdict-summary.ts';

export interface SettingView {
  term: string;
  text: string;
  code: boolean;
}

/** Returns what was rehearsed, by what, when, and whether the files are signed, for the top of the page. */
export function rehearsedView(rehearsal: Rehearsal, fingerprint: string | undefined): SettingView[] {
  const { product, settings, contract, startedAt, finishedAt } = rehearsal;
  const duration = formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
  const answers = settings.ruleSet === 'observed' ? 'as the service answered in' : 'as published in';
  return [
    plain('Product', product === null ? 'Not named' : `${product.name}, version ${product.version}`),
    plain(
      'Rehearsed against',
      `A mock of the API, version ${contract.version}, ${answers} ${formatDay(settings.asOf)} (rule set ${describeRules(settings)})`,
    ),
    plain('Driven', describeDriving(settings)),
    plain('When', `${formatDate(startedAt)}, for ${duration}`),
    { ...describeSignature(fingerprint), code: false },
  ];
}

/** Returns settings and versions, for the end of the page. */
export function settingsView(rehearsal: Rehearsal): SettingView[] {
  const { settings, contract, rules, tool, environment, signatory } = rehearsal;
  return [
    { term: 'Product driven by', text: settings.driver, code: true },
    plain('Target', describeTarget(rehearsal)),
    plain('Suite', suiteLabels[settings.suite]),
    plain('Scenarios selected', settings.scenarios.join(', ')),
    plain('Timeout per scenario', formatDuration(settings.timeoutMs)),
    plain('Concurrency', String(settings.concurrency)),
    ...(settings.suite === 'pat' ? [] : [plain('Behaviour thresholds', thresholdsText(settings))]),
    plain('Seed of the synthetic data', String(settings.seed)),
    ...(signatory === null ? [] : [plain('Signatory named by the vendor', signatoryText(signatory))]),
    plain('Contract', `${contract.title}, version ${contract.version}`),
    plain('Verdict rules', `version ${rules.version}`),
    plain('Tool', `${tool.name} ${tool.version}, on Node.js ${environment.node}, ${environment.platform}`),
  ];
}

/** Returns the SHA-256 hashes of the contract. */
export function hashesView({ contract }: Pick<Rehearsal, 'contract'>): SettingView[] {
  return [
    { term: 'Contract in effect', text: contract.hash, code: true },
    { term: 'Published document', text: contract.documentHash, code: true },
    ...Object.entries(contract.overlayHashes).map(([name, text]) => ({ term: `Overlay ${name}`, text, code: true })),
  ];
}

function plain(term: string, text: string): SettingView {
  return { term, text, code: false };
}

function signatoryText({ name, role }: NonNullable<Rehearsal['signatory']>): string {
  return `${role === '' ? name : `${name}, ${role}`}, who signs the self-certification and not this page`;
}

function thresholdsText({ thresholds }: Settings): string {
  const { backoffGrowth, attemptsPerMinute, slowAnswerMs } = thresholds;
  return `While the service refuses with 429, each wait must be at least ${backoffGrowth} times the previous one on average, with at most ${attemptsPerMinute} attempts per receipt in a minute. The slow response takes ${formatDuration(slowAnswerMs)}.`;
}
