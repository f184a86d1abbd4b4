import type { ScenarioResult, SelfDeclaration } from '../../spec/types/verdict.ts';
import { verdictLabel } from '../text/findings.ts';
import { selfDeclarationsMeaning, verdictWords } from '../text/labels.ts';
import { markdownText } from '../text/markdown.ts';
import { type Suite, suiteWords } from '../text/suites.ts';

/** A row for each scenario, with room for what the real service will say. */
export function scenarioTable(suite: Suite, scenarios: readonly ScenarioResult[]): string[] {
  const isPat = suite === 'pat';
  return [
    `## ${suiteWords[suite]}`,
    '',
    isPat
      ? '| Scenario | Title | In the rehearsal | Service’s checker, on the mock | In the external test environment (fill in) |'
      : '| Scenario | Title | In the rehearsal | Duty |',
    isPat ? '| --- | --- | --- | --- | --- |' : '| --- | --- | --- | --- |',
    ...scenarios.map((result) => {
      const { id, title, verdict, checker, requirement } = result;
      const last = isPat ? `${checker?.status ?? 'None'} | ` : markdownText(requirement, 40);
      return `| ${markdownText(id, 20)} | ${markdownText(title, 80)} | ${verdictWords[verdict].sign} ${verdictLabel(result)} | ${last} |`;
    }),
    '',
  ];
}

/** What the vendor says of the scenarios with that verdict. */
export function declared(
  heading: string,
  scenarios: readonly ScenarioResult[],
  verdict: 'not-applicable' | 'blocked',
): string[] {
  const those = scenarios.filter((result) => result.verdict === verdict);
  if (those.length === 0) return [];
  const items = those.map(({ id, title, declaration }) => {
    const reason = declaration === null ? 'No reason is recorded.' : markdownText(declaration.reason, 500);
    const evidence = markdownText(declaration?.evidence ?? 'none is named', 500);
    return `- **${markdownText(id, 20)}** ${markdownText(title, 80)}: ${reason} Evidence: ${evidence}`;
  });
  return [`## ${heading}`, '', ...items, ''];
}

/** The vendor's word on each duty that no wire shows. */
export function selfDeclarationList(selfDeclarations: readonly SelfDeclaration[]): string[] {
  if (selfDeclarations.length === 0) return [];
  const items = selfDeclarations.map(({ requirement, question, answer: given, evidence }) => {
    const shown = given === null ? '**Not answered.**' : markdownText(given, 500);
    const seen = evidence === null ? '' : ` Evidence: ${markdownText(evidence, 300)}`;
    return `- ${markdownText(requirement, 40)}: ${markdownText(question, 300)} ${shown}${seen}`;
  });
  return ['## Duties that the vendor declares', '', selfDeclarationsMeaning, '', ...items, ''];
}
