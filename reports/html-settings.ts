import type { Rehearsal, Settings } from './rehearsal.ts';
import { suiteWords } from './suites.ts';
import { howLong, when } from './when.ts';

export interface SettingView {
  term: string;
  text: string;
  code: boolean;
}

/** What was rehearsed, by whose wish and by what measure. */
export function settingsView({ settings, contract, tool, environment, ...rehearsal }: Rehearsal): SettingView[] {
  const { product, signatory, startedAt, finishedAt } = rehearsal;
  const took = howLong(Date.parse(finishedAt) - Date.parse(startedAt));
  const answers = settings.ruleSet === 'observed' ? 'as the running service answers' : 'as the published document says';
  const plain = (term: string, text: string) => ({ term, text, code: false });
  return [
    plain('Product', product === null ? 'Not named' : `${product.name}, version ${product.version}`),
    plain('Signatory', signatory === null ? 'Not named' : `${signatoryText(signatory)} Named by the vendor.`),
    { term: 'Product driven by', text: settings.driver, code: true },
    plain('Rehearsed on', `${when(startedAt)}; it took ${took}`),
    plain('Suite', suiteWords[settings.suite]),
    plain('Scenarios asked for', settings.scenarios.join(', ')),
    plain('Time allowed for each', howLong(settings.timeoutMs)),
    plain('Scenarios at a time', String(settings.concurrency)),
    ...(settings.suite === 'pat' ? [] : [plain('Measures of behaviour', thresholdsText(settings))]),
    plain('Rule set', `${settings.ruleSet}: the mock answers ${answers}`),
    plain('Seed of the synthetic data', String(settings.seed)),
    plain('Contract', `${contract.title}, version ${contract.version}`),
    plain('Tool', `${tool.name} ${tool.version}, on Node.js ${environment.node}, ${environment.platform}`),
  ];
}

function signatoryText({ name, role }: NonNullable<Rehearsal['signatory']>): string {
  return role === '' ? `${name}.` : `${name}, ${role}.`;
}

function thresholdsText({ thresholds }: Settings): string {
  const { backoffGrowth, attemptsPerMinute, slowAnswerMs } = thresholds;
  return `While the service refuses, each wait at least ${backoffGrowth} times the one before, and at most ${attemptsPerMinute} attempts at a receipt in a minute. A slow answer comes after ${howLong(slowAnswerMs)}.`;
}
