import type { Rehearsal, Settings } from '../rehearsal.ts';
import { describeRules, describeTarget } from '../text/descriptions.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { profileNotice, referenceClientNotice } from '../text/labels.ts';
import { isReferenceRun, suiteLabels } from '../text/verdict-summary.ts';

export interface SettingView {
  term: string;
  text: string;
  code: boolean;
}

/** Returns product, target and rules, for the top of the page. */
export function rehearsedView(rehearsal: Rehearsal): SettingView[] {
  const { product, signatory, settings, startedAt, finishedAt } = rehearsal;
  const duration = formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
  const answers =
    settings.ruleSet === 'observed' ? 'as the running service did then' : 'as the published document said then';
  return [
    plain('Product', product === null ? 'Not named' : product.name),
    plain('Version', product === null ? 'Not named' : product.version),
    plain('Signatory', signatory === null ? 'Not named' : `${signatoryText(signatory)} Named by the vendor.`),
    plain('Rehearsed on', `${formatDate(startedAt)}, for ${duration}`),
    plain('Target', describeTarget(rehearsal)),
    ...(isReferenceRun(settings) ? [plain('Driver', referenceClientNotice)] : []),
    ...(settings.profile === undefined ? [] : [plain('Profile', profileNotice(settings.profile))]),
    plain('Suite', suiteLabels[settings.suite]),
    plain('Rule set', `${describeRules(settings)}: the mock answers ${answers}`),
  ];
}

/** Returns settings and versions, for the end of the page. */
export function settingsView({ settings, contract, rules, tool, environment }: Rehearsal): SettingView[] {
  return [
    { term: 'Product driven by', text: settings.driver, code: true },
    plain('Scenarios selected', settings.scenarios.join(', ')),
    plain('Timeout per scenario', formatDuration(settings.timeoutMs)),
    plain('Concurrency', String(settings.concurrency)),
    ...(settings.suite === 'pat' ? [] : [plain('Behaviour thresholds', thresholdsText(settings))]),
    plain('Seed of the synthetic data', String(settings.seed)),
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
  return role === '' ? `${name}.` : `${name}, ${role}.`;
}

function thresholdsText({ thresholds }: Settings): string {
  const { backoffGrowth, attemptsPerMinute, slowAnswerMs } = thresholds;
  return `While the service refuses with 429, each wait must be at least ${backoffGrowth} times the previous one on average, with at most ${attemptsPerMinute} attempts per receipt in a minute. The slow response takes ${formatDuration(slowAnswerMs)}.`;
}
