import type { Rehearsal, Settings } from '../rehearsal.ts';
import { ownClient } from '../sign-off/blockers.ts';
import { describeRules, describeTarget } from '../text/descriptions.ts';
import { formatDate, formatDuration } from '../text/format-date.ts';
import { suiteWords } from '../text/verdict-summary.ts';

export interface SettingView {
  term: string;
  text: string;
  code: boolean;
}

/** What was rehearsed, where and by what rules: for the top of the page. */
export function rehearsedView(rehearsal: Rehearsal): SettingView[] {
  const { product, signatory, settings, startedAt, finishedAt } = rehearsal;
  const took = formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
  const answers =
    settings.ruleSet === 'observed' ? 'as the running service did then' : 'as the published document said then';
  return [
    plain('Product', product === null ? 'Not named' : product.name),
    plain('Version', product === null ? 'Not named' : product.version),
    plain('Signatory', signatory === null ? 'Not named' : `${signatoryText(signatory)} Named by the vendor.`),
    plain('Rehearsed on', `${formatDate(startedAt)}; it took ${took}`),
    plain('Target', describeTarget(rehearsal)),
    ...(settings.driver === 'reference' ? [plain('Driver', ownClient)] : []),
    plain('Suite', suiteWords[settings.suite]),
    plain('Rule set', `${describeRules(settings)}: the mock answers ${answers}`),
  ];
}

/** By what measure, with which tool and versions: for the end of the page. */
export function settingsView({ settings, contract, rules, tool, environment }: Rehearsal): SettingView[] {
  return [
    { term: 'Product driven by', text: settings.driver, code: true },
    plain('Scenarios asked for', settings.scenarios.join(', ')),
    plain('Time allowed for each', formatDuration(settings.timeoutMs)),
    plain('Scenarios at a time', String(settings.concurrency)),
    ...(settings.suite === 'pat' ? [] : [plain('Measures of behaviour', thresholdsText(settings))]),
    plain('Seed of the synthetic data', String(settings.seed)),
    plain('Contract', `${contract.title}, version ${contract.version}`),
    plain('Rules that judged', `version ${rules.version}`),
    plain('Tool', `${tool.name} ${tool.version}, on Node.js ${environment.node}, ${environment.platform}`),
  ];
}

/** SHA-256 of what decided. */
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
  return `While the service refuses, each wait at least ${backoffGrowth} times the one before, and at most ${attemptsPerMinute} attempts at a receipt in a minute. A slow answer comes after ${formatDuration(slowAnswerMs)}.`;
}
