import type { Command } from 'commander';
import { guidanceFacts } from '../../../reports/text/guidance.ts';
import type { AnyScenario } from '../../../scenarios/suites.ts';
import type { DescribedScenario } from '../../tools/describe-scenario.ts';
import { columns, print, printJson } from '../terminal.ts';

/** Adds `rehearse scenarios`, which lists the scenarios, or describes one with an example receipt. */
export function scenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .description('list the scenarios; with an id, show its preconditions, expectations and an example receipt')
    .argument('[id]', 'a scenario, such as R04 or L01')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, { json }: { json?: true }) => {
      const { pickScenarios } = await import('../../run/pick-scenarios.ts');
      const scenarios = id === undefined ? pickScenarios(undefined, 'all') : pickScenarios([id.toUpperCase()]);
      if (id === undefined && json !== true) return print(table(scenarios));
      const { describeScenario } = await import('../../tools/describe-scenario.ts');
      // The same receipt on every call, except for the time of receipt.
      const draw = { seed: 1, now: new Date() };
      const described = scenarios.map((scenario) => describeScenario(scenario, draw));
      if (json === true) printJson(id === undefined ? described : described[0]);
      else print(described.map(page).join('\n'));
    });
}

function table(scenarios: readonly AnyScenario[]): string {
  const rows = scenarios.map(({ id, category, title, requirement }) => {
    return [id, `${category.area} ${category.weight}`.trim(), title, requirement];
  });
  return columns(rows);
}

function page({
  id,
  title,
  category,
  given,
  tasks,
  then,
  productMayBlock,
  guidance,
  beyondChecker,
  example,
}: DescribedScenario): string {
  return [
    `${id}  ${title}  (${`${category.area} ${category.weight}`.trim()})`,
    '',
    ...given.map((text) => `  Given ${text}`),
    ...tasks.map((text) => `  The product is asked to ${text}`),
    ...then.map((text) => `  Then ${text}`),
    ...(productMayBlock ? ['', '  Your software may stop such a receipt itself; then provide evidence of that.'] : []),
    ...(beyondChecker === null ? [] : ['', `  ${beyondChecker}`]),
    ...(guidance === null ? [] : ['', ...guidanceFacts(guidance).map(({ term, text }) => `  ${term}: ${text}`)]),
    '',
    'Example receipt:',
    JSON.stringify(example, null, 2),
  ].join('\n');
}
