import type { Command } from 'commander';
import type { AnyScenario } from '../../../scenarios/suites.ts';
import type { DescribedScenario } from '../../tools/describe-scenario.ts';
import { columns, print, printJson } from '../terminal.ts';

/** `rehearse scenarios`: what each shows, and an example receipt. */
export function scenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .description('what each scenario shows; with an id, its conditions and an example receipt')
    .argument('[id]', 'one scenario, such as R04 or L01')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, { json }: { json?: true }) => {
      const { pickScenarios } = await import('../../run/resolve-options.ts');
      const scenarios = id === undefined ? pickScenarios(undefined, 'all') : pickScenarios([id.toUpperCase()]);
      const { describeScenario } = await import('../../tools/describe-scenario.ts');
      // The same receipt at every call, but for the time it was received.
      const draw = { seed: 1, now: new Date() };
      const described = scenarios.map((scenario) => describeScenario(scenario, draw));
      if (json === true) printJson(id === undefined ? described : described[0]);
      else print(id === undefined ? table(scenarios) : described.map(page).join('\n'));
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
  asks,
  then,
  productMayBlock,
  beyondChecker,
  example,
}: DescribedScenario): string {
  return [
    `${id}  ${title}  (${`${category.area} ${category.weight}`.trim()})`,
    '',
    ...given.map((text) => `  Given ${text}`),
    ...asks.map((text) => `  The product is asked to ${text}`),
    ...then.map((text) => `  Then ${text}`),
    ...(productMayBlock ? ['', '  Software may stop such a receipt itself; then show evidence of that.'] : []),
    ...(beyondChecker === null ? [] : ['', `  ${beyondChecker}`]),
    '',
    'A receipt that shows it:',
    JSON.stringify(example, null, 2),
  ].join('\n');
}
