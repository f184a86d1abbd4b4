import type { Command } from 'commander';
import type { Scenario } from '../../scenarios/scenario.ts';
import { columns, print } from '../terminal.ts';

/** `rehearse scenarios`: what each shows, and an example receipt. */
export function scenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .description('what each scenario shows; with an id, its conditions and an example receipt')
    .argument('[id]', 'one scenario, such as R04')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, { json }: { json?: true }) => {
      const { pickScenarios } = await import('../pick-scenarios.ts');
      const scenarios = pickScenarios(id === undefined ? undefined : [id.toUpperCase()]);
      const described = await Promise.all(scenarios.map((scenario) => describe(scenario)));
      if (json === true) print(JSON.stringify(id === undefined ? described : described[0], null, 2));
      else print(id === undefined ? table(scenarios) : described.map(page).join('\n'));
    });
}

type Described = Awaited<ReturnType<typeof describe>>;

async function describe({ id, title, requirement, category, given, then, productMayBlock, beyondChecker }: Scenario) {
  const receipt = await exampleReceipt(id);
  const texts = (steps: readonly { text: string }[]) => steps.map(({ text }) => text);
  const notes = { productMayBlock, beyondChecker: beyondChecker ?? null };
  return { id, title, requirement, category, given: texts(given), then: texts(then), ...notes, example: receipt };
}

/** The same receipt at every call, but for the time it was received. */
async function exampleReceipt(id: string) {
  const { makeBrief } = await import('../make-brief.ts');
  const { pickScenarios } = await import('../pick-scenarios.ts');
  const { syntheticReceipts } = await import('../synthetic-receipts.ts');
  const { dummyApiCodes } = await import('../../mock/dummy-organisations.ts');
  const [scenario] = pickScenarios([id]);
  if (scenario === undefined) throw new Error(`scenario ${id} is gone`);
  const nowhere = { apiUrl: '', tokenUrl: '', clientId: '', clientSecret: '', apiCode: dummyApiCodes[0] ?? '' };
  return makeBrief(scenario, nowhere, syntheticReceipts({ seed: 1, now: new Date() })).movement;
}

function table(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ id, category, title }) => [id, `${category.area} ${category.weight}`.trim(), title]);
  return columns(rows);
}

function page({ id, title, category, given, then, productMayBlock, beyondChecker, example }: Described): string {
  return [
    `${id}  ${title}  (${`${category.area} ${category.weight}`.trim()})`,
    '',
    ...given.map((text) => `  Given ${text}`),
    ...then.map((text) => `  Then ${text}`),
    ...(productMayBlock ? ['', '  Software may stop such a receipt itself; then show evidence of that.'] : []),
    ...(beyondChecker === null ? [] : ['', `  ${beyondChecker}`]),
    '',
    'A receipt that shows it:',
    JSON.stringify(example, null, 2),
  ].join('\n');
}
