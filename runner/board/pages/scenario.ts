import { defaultClient } from '../../../mock/default-data.ts';
import { truncateText } from '../../../reports/text/escape.ts';
import { describePlannedFault } from '../../../reports/text/faults.ts';
import { verdictLabel } from '../../../reports/text/findings.ts';
import { formatDate } from '../../../reports/text/format-date.ts';
import { guidanceFacts } from '../../../reports/text/guidance.ts';
import { metWords, verdictWords } from '../../../reports/text/labels.ts';
import { type AnyScenario, isBehaviour } from '../../../scenarios/suites.ts';
import type { Finding, ScenarioResult, StepResult, Verdict } from '../../../spec/types/verdict.ts';
import { describeScenario } from '../../tools/describe-scenario.ts';
import { lapsedOrganisationCommand, sendReceiptCommand } from '../curl.ts';
import { exampleSeedOf, layoutOf, type PageContext } from '../layout.ts';
import { faultsOf, needsLapsedOrganisation, nextStep } from '../next-step.ts';

const maxAttempts = 20;
const maxExchanges = 20;

/** Returns the page of a scenario: what to submit, an example to copy, and the attempts so far. */
export function scenarioPage(context: PageContext, scenario: AnyScenario, result: ScenarioResult, now: Date) {
  const { clientId, links, snapshot, url, requiresControlToken } = context;
  const client = clientId ?? defaultClient.clientId;
  const { example, tasks, category, productMayBlock, guidance, beyondChecker } = describeScenario(scenario, {
    seed: exampleSeedOf(context),
    now,
  });
  const attempts = snapshot.attempts.filter(({ scenarioId }) => scenarioId === scenario.id).toReversed();
  const faults = faultsOf(scenario);
  const isShown = result.verdict !== 'not-exercised';
  return {
    layout: layoutOf(context, { title: `${scenario.id} ${scenario.title}`, name: 'board', isLive: true }),
    board: links.board,
    heading: `${scenario.id} ${scenario.title}`,
    tag: tagOf(result),
    about: `${category.area}${category.weight === '' ? '' : `, ${category.weight}`}. Requirement ${scenario.requirement}.`,
    next: nextStep(scenario, result),
    isBehaviour: isBehaviour(scenario),
    given: result.given.map(stepView),
    tasks,
    then: result.then.map(stepView),
    mayBlock: productMayBlock,
    beyondChecker: beyondChecker ?? '',
    guidance: guidance === null ? [] : guidanceFacts(guidance),
    checker:
      result.checker === null
        ? ''
        : [...new Set([result.checker.status, result.checker.message])].filter(Boolean).join(': '),
    difference: result.difference ?? '',
    example: JSON.stringify(example, null, 2),
    command: sendReceiptCommand(context, client, example),
    faults: faults.map((fault) => describePlannedFault(fault)),
    planFaults: { action: links.post(`/scenarios/${scenario.id}/faults`), client },
    lapsedCommand: needsLapsedOrganisation(scenario) ? lapsedOrganisationCommand(url, requiresControlToken) : '',
    // For a scenario that was not exercised, findings only help a user who expected a match, so they are folded.
    findings: findingViews(isShown ? result.findings : []),
    cameInstead: findingViews(isShown ? [] : result.findings),
    attempts: attempts.slice(0, maxAttempts).map(({ seq, at, verdict, findings }) => ({
      text: `Exchange ${seq}, ${formatDate(at)}`,
      href: links.exchange(seq),
      tag: tagOf({ verdict, findings: [...findings] }),
      findings: findingViews(findings),
    })),
    attemptsLeft: attempts.length > maxAttempts ? `And ${attempts.length - maxAttempts} earlier ones.` : '',
    exchanges: result.exchanges.slice(-maxExchanges).map((seq) => ({ seq, href: links.exchange(seq) })),
    traffic: links.traffic({ scenario: scenario.id }),
  };
}

function stepView({ text, met }: StepResult) {
  return { text, finding: null, ...metWords(met) };
}

export interface BoardFindingView {
  text: string;
  level: 'failure' | 'warning' | 'note';
  facts: { term: string; text: string }[];
}

const maxFindings = 20;
const maxCharacters = 2_000;

/** Returns the first findings for a page. */
export function findingViews(findings: readonly Finding[]): { shown: BoardFindingView[]; left: string } {
  const left = findings.length - maxFindings;
  return {
    shown: findings.slice(0, maxFindings).map(({ text, level, field, expected, found }) => ({
      text: truncateText(text, maxCharacters),
      level: level ?? 'failure',
      facts: [
        { term: 'Field', text: field },
        { term: 'Expected', text: expected },
        { term: 'Found', text: found },
      ].flatMap((fact) =>
        fact.text === undefined ? [] : { term: fact.term, text: truncateText(fact.text, maxCharacters) },
      ),
    })),
    left: left > 0 ? `And ${left} more.` : '',
  };
}

/** A verdict as a tag. The sign makes it readable without colour. */
export interface VerdictTag {
  sign: string;
  label: string;
  verdict: Verdict;
}

export function tagOf(result: Pick<ScenarioResult, 'verdict' | 'findings'>): VerdictTag {
  return { sign: verdictWords[result.verdict].sign, label: verdictLabel(result), verdict: result.verdict };
}
