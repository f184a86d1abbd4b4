import { leafDifferences } from '../../reports/diff/diff.ts';
import type { Rehearsal } from '../../reports/rehearsal.ts';
import { describeRules, isWatched } from '../../reports/text/descriptions.ts';
import { countVerdicts } from '../../reports/text/verdict-summary.ts';
import { rulesVersion } from '../../scenarios/rules-version.ts';
import { selfDeclarationQuestions } from '../../scenarios/self-declaration.ts';
import { type AnyScenario, isBehaviour, scenariosOf } from '../../scenarios/suites.ts';
import { type Contract, loadContract, overlayFileOf } from '../../spec/contract/contract.ts';
import { ContractError } from '../../spec/contract/read-document.ts';
import { movementsOf } from '../../spec/types/brief.ts';
import { type ScenarioResult, usualThresholds } from '../../spec/types/verdict.ts';
import { unofficialHeader, unofficialPages } from '../../spec/unofficial-claims/read-pages.ts';
import { toolVersion } from '../cli/check-runtime.ts';
import { isInternalError } from '../run/run-scenario.ts';
import { isClientOf } from '../run/scenario-client.ts';
import { type CheckResult, checkResult, type Discrepancy, shortText } from './check-result.ts';
import { wasNotReached } from './recompute-verdicts.ts';

/**
 * Checks the parts of a rehearsal against each other and against what every rehearsal must have. Titles and texts of
 * scenarios are known for this version of the rules only.
 */
export function checkConsistency(rehearsal: Rehearsal): CheckResult {
  const { scenarios, exchanges, rules } = rehearsal;
  const contract = checkContract(rehearsal);
  const ofThisVersion = () => [
    ...checkSuite(rehearsal),
    ...checkThresholds(rehearsal),
    ...(isWatched(rehearsal) || rehearsal.redacted ? [] : checkTasks(rehearsal)),
  ];
  return checkResult(
    `${scenarios.length} scenarios, ${exchanges.length} exchanges, settings and counts compared with each other`,
    {
      differences: [
        ...checkCounts(rehearsal),
        ...checkJournal(rehearsal),
        ...checkTimes(rehearsal),
        ...checkProfile(rehearsal),
        ...contract.differences,
        ...(rules.version === rulesVersion ? ofThisVersion() : []),
      ],
      notes: [...contract.notes, ...toolNote(rehearsal)],
    },
  );
}

function checkCounts({ counts, scenarios }: Rehearsal): Discrepancy[] {
  return leafDifferences(counts, countVerdicts(scenarios)).map(({ path, before, after }) =>
    ofAll(`counts.${path}`, before, after),
  );
}

/** Checks that the results match the settings: known scenarios of the suite, once each, in order. */
function checkSuite({ settings, scenarios }: Rehearsal): Discrepancy[] {
  const ids = scenarios.map(({ id }) => id);
  const inOrder = scenariosOf(settings.suite)
    .map(({ id }) => id)
    .filter((id) => ids.includes(id));
  const odd = leafDifferences(settings.scenarios, ids).map(({ path, before, after }) =>
    ofAll(`settings.scenarios.${path}`, before, after),
  );
  if (ids.length === 0) return [...odd, inWords(null, 'scenarios', ids, 'at least one scenario')];
  return ids.join() === inOrder.join() ? odd : [...odd, ofAll('scenarios.*.id', ids, inOrder)];
}

/** Thresholds can only be stricter than the defaults. */
function checkThresholds({ settings: { thresholds } }: Rehearsal): Discrepancy[] {
  const { backoffGrowth, attemptsPerMinute, slowAnswerMs } = usualThresholds;
  const bounds = [
    ['backoffGrowth', thresholds.backoffGrowth >= backoffGrowth, `at least ${backoffGrowth}`],
    ['attemptsPerMinute', thresholds.attemptsPerMinute <= attemptsPerMinute, `at most ${attemptsPerMinute}`],
    ['slowAnswerMs', thresholds.slowAnswerMs >= slowAnswerMs, `at least ${slowAnswerMs}`],
  ] as const;
  return bounds.flatMap(([name, holds, bound]) => {
    if (holds) return [];
    const recorded = shortText(thresholds[name]);
    return { scenario: null, member: `settings.thresholds.${name}`, recorded, recomputed: bound };
  });
}

function checkJournal({ exchanges, scenarios }: Rehearsal): Discrepancy[] {
  const disorder = exchanges.flatMap(({ seq }, index) => {
    const before = exchanges[index - 1]?.seq ?? 0;
    return seq > before ? [] : [inWords(null, `exchanges.${index}.seq`, seq, `more than ${before}, in journal order`)];
  });
  const there = new Set(exchanges.map(({ seq }) => seq));
  const missing = scenarios.flatMap(({ id, exchanges: named, history }) => {
    const lost = [...named, ...history.map(({ exchange }) => exchange)].filter((seq) => !there.has(seq));
    return lost.map((seq) => inWords(id, 'exchanges', seq, 'an exchange of the journal, which has no such exchange'));
  });
  return [...disorder, ...missing];
}

function checkTimes({ startedAt, finishedAt, scenarios }: Rehearsal): Discrepancy[] {
  const [start, end] = [Date.parse(startedAt), Date.parse(finishedAt)];
  const order = start <= end ? [] : [inWords(null, 'finishedAt', finishedAt, `at or after ${startedAt}`)];
  const outside = scenarios.filter(({ testedAt }) => {
    return testedAt !== null && (Date.parse(testedAt) < start || Date.parse(testedAt) > end);
  });
  return [
    ...order,
    ...outside.map(({ id, testedAt }) => inWords(id, 'testedAt', testedAt, `from ${startedAt} to ${finishedAt}`)),
  ];
}

/**
 * Checks that the settings name the unofficial page that the mock behaved as: its overlay is part of the contract, and
 * its answers are marked.
 */
function checkProfile({ settings: { profile }, contract, exchanges }: Rehearsal): Discrepancy[] {
  const names = unofficialPages().map(({ name }) => name);
  const applied = names.find((name) => Object.hasOwn(contract.overlayHashes, overlayFileOf(name)));
  const marked = exchanges.find(({ response }) => response.headers[unofficialHeader] !== undefined);
  const member = 'settings.profile';
  if (applied !== undefined && applied !== profile) return [ofAll(member, profile, applied)];
  if (profile !== undefined && !Object.hasOwn(contract.overlayHashes, overlayFileOf(profile))) {
    return [inWords(null, member, profile, 'none: the contract has no overlay of this profile')];
  }
  if (profile !== undefined || marked === undefined) return [];
  return [inWords(null, member, 'none', `a profile: the response of exchange ${marked.seq} has ${unofficialHeader}`)];
}

/**
 * Compares the contract with that of this version, if it has the same hash. One of another version or origin is
 * possible and cannot be checked here.
 */
function checkContract({ contract, settings }: Rehearsal): Pick<CheckResult, 'differences' | 'notes'> {
  const own = ownContract(settings);
  if (contract.hash !== own?.hash) {
    const note = `The contract ${shortText(contract.hash)} is not one of this version of receipt-rehearsal for the rule set ${shortText(describeRules(settings))}.`;
    return { differences: [], notes: [note] };
  }
  const { title, version, documentHash, overlayHashes, hash } = own;
  const differences = leafDifferences(contract, { title, version, documentHash, overlayHashes, hash });
  return { differences: differences.map((each) => ofAll(`contract.${each.path}`, each.before, each.after)), notes: [] };
}

/** Returns undefined if nothing is known of the date. */
function ownContract({ ruleSet, asOf, profile }: Rehearsal['settings']): Contract | undefined {
  try {
    return loadContract({ ruleSet, asOf, ...(profile === undefined ? {} : { profile }) });
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}

function toolNote({ tool }: Rehearsal): string[] {
  const own = toolVersion();
  return tool.version === own ? [] : [`Made by receipt-rehearsal ${shortText(tool.version)}; checked by ${own}.`];
}

function ofAll(member: string, before: unknown, after: unknown): Discrepancy {
  return { scenario: null, member, recorded: shortText(before), recomputed: shortText(after) };
}

function inWords(scenario: string | null, member: string, recorded: unknown, recomputed: string): Discrepancy {
  return { scenario, member, recorded: shortText(recorded), recomputed };
}

/** Checks of a run, as opposed to watched traffic: each scenario has its own client and tasks, and may be declared. */
function checkTasks(rehearsal: Rehearsal): Discrepancy[] {
  const known = new Map(scenariosOf('all').map((scenario) => [scenario.id, scenario]));
  return [
    ...rehearsal.scenarios.flatMap((result) => {
      const scenario = known.get(result.id);
      return scenario === undefined ? [] : checkScenarioTasks(scenario, result, rehearsal);
    }),
    ...strayExchanges(rehearsal),
    ...checkDuties(rehearsal),
  ];
}

function checkScenarioTasks(
  scenario: AnyScenario,
  result: ScenarioResult,
  { exchanges, brokenOff }: Rehearsal,
): Discrepancy[] {
  const { id, declaration, tasks, testedAt } = result;
  const odd = (member: string, recorded: unknown, recomputed: string): Discrepancy => {
    return { scenario: id, member, recorded: shortText(recorded), recomputed };
  };
  const clients = new Set(exchanges.flatMap(({ clientId }) => (isOf(scenario, clientId) ? clientId : [])));
  const found: Discrepancy[] = [];
  if (clients.size > 1) found.push(odd('exchanges.*.clientId', [...clients], 'one client for the scenario'));
  if (declaration !== null && scenario.category.weight === 'Mandatory') {
    found.push(odd('declaration', declaration, `nothing: every product must show ${id}`));
  }
  if (declaration?.kind === 'not-applicable') {
    if (clients.size === 0) return found;
    return [...found, odd('declaration.kind', declaration.kind, 'a verdict: its client sent requests')];
  }
  if (brokenOff !== undefined && wasNotReached(result)) return found;
  if (testedAt === null) found.push(odd('testedAt', testedAt, 'the time of the first task'));
  if (isInternalError(result)) return found;
  const max = isBehaviour(scenario) ? scenario.tasks.length * (scenario.rounds?.max ?? 1) : 1;
  if (tasks.length < 1 || tasks.length > max) {
    found.push(odd('tasks', tasks.length, max === 1 ? 'one task' : `from one to ${max} tasks`));
  }
  const head = { id, title: scenario.title, given: scenario.given.map(({ text }) => text) };
  for (const [index, { brief, outcomes, problem }] of tasks.entries()) {
    const due = movementsOf(brief).length;
    if (JSON.stringify(brief.scenario) !== JSON.stringify(head)) {
      found.push(odd(`tasks.${index}.brief.scenario`, brief.scenario, shortText(head)));
    }
    if ((outcomes === null) === (problem === null) || (outcomes !== null && outcomes.length !== due)) {
      found.push(odd(`tasks.${index}.outcomes`, outcomes, `${due} outcomes, or a problem instead`));
    }
  }
  return found;
}

/** Returns the exchanges that no scenario's client sent. The mock of a run refuses other clients. */
function strayExchanges({ exchanges, scenarios }: Rehearsal): Discrepancy[] {
  const stray = exchanges.filter(({ clientId, response }) => {
    return clientId !== null && response.status < 400 && !scenarios.some((each) => isOf(each, clientId));
  });
  return stray.map(({ seq, clientId }) => ({
    scenario: null,
    member: `exchanges, seq ${seq}, clientId`,
    recorded: shortText(clientId),
    recomputed: 'the client of a rehearsed scenario',
  }));
}

function isOf(scenario: Pick<AnyScenario, 'id'>, clientId: string | null): boolean {
  return clientId !== null && isClientOf(scenario, clientId);
}

function checkDuties({ selfDeclarations }: Rehearsal): Discrepancy[] {
  if (selfDeclarations.length === 0) return [];
  const asked = selfDeclarationQuestions.map(({ requirement, question }) => ({ requirement, question }));
  const found = selfDeclarations.map(({ requirement, question }) => ({ requirement, question }));
  if (JSON.stringify(found) === JSON.stringify(asked)) return [];
  return [
    {
      scenario: null,
      member: 'selfDeclarations',
      recorded: shortText(found),
      recomputed: 'the questions of the suite',
    },
  ];
}
