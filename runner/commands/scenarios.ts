import type { Command } from 'commander';
import type { AnyScenario } from '../../scenarios/suites.ts';
import { columns, print } from '../terminal.ts';

/** `rehearse scenarios`: what each shows, and an example receipt. */
export function scenariosCommand(program: Command): void {
  program
    .command('scenarios')
    .description('what each scenario shows; with an id, its conditions and an example receipt')
    .argument('[id]', 'one scenario, such as R04 or L01')
    .option('--json', 'print as JSON')
    .action(async (id: string | undefined, { json }: { json?: true }) => {
      const { pickScenarios } = await import('../pick-scenarios.ts');
      const scenarios = id === undefined ? pickScenarios(undefined, 'all') : pickScenarios([id.toUpperCase()]);
      const described = await Promise.all(scenarios.map((scenario) => describe(scenario)));
      if (json === true) print(JSON.stringify(id === undefined ? described : described[0], null, 2));
      else print(id === undefined ? table(scenarios) : described.map(page).join('\n'));
    });
}

type Described = Awaited<ReturnType<typeof describe>>;

async function describe(scenario: AnyScenario) {
  const { id, title, requirement, category, productMayBlock } = scenario;
  const { isBehaviour } = await import('../../scenarios/suites.ts');
  const texts = (steps: readonly { text: string }[]) => steps.map(({ text }) => text);
  const isOfBehaviour = isBehaviour(scenario);
  return {
    id,
    title,
    requirement,
    category,
    given: texts(scenario.given),
    asks: isOfBehaviour ? texts(scenario.asks) : ['submit such a receipt'],
    then: texts(scenario.then),
    productMayBlock,
    beyondChecker: isOfBehaviour ? null : (scenario.beyondChecker ?? null),
    example: await exampleReceipt(scenario),
  };
}

/** The same receipt at every call, but for the time it was received. */
async function exampleReceipt(scenario: AnyScenario) {
  const { makeBrief } = await import('../make-brief.ts');
  const { isBehaviour } = await import('../../scenarios/suites.ts');
  const { syntheticReceipts } = await import('../synthetic-receipts.ts');
  const { dummyApiCodes } = await import('../../mock/dummy-organisations.ts');
  const { movementsOf } = await import('../../spec/brief.ts');
  const synthetic = syntheticReceipts({ seed: 1, now: new Date() });
  const apiCode = dummyApiCodes[0] ?? '';
  if (isBehaviour(scenario)) {
    const receipt = () => ({ ...synthetic.receipt(), apiCode });
    const task = scenario.asks[0].make({ synthetic, receipt, earlier: [] });
    return task === null ? receipt() : (movementsOf(task)[0] ?? receipt());
  }
  return makeBrief(scenario, { apiUrl: '', tokenUrl: '', clientId: '', clientSecret: '', apiCode }, synthetic).movement;
}

function table(scenarios: readonly AnyScenario[]): string {
  const rows = scenarios.map(({ id, category, title, requirement }) => {
    return [id, `${category.area} ${category.weight}`.trim(), title, requirement];
  });
  return columns(rows);
}

function page({ id, title, category, given, asks, then, productMayBlock, beyondChecker, example }: Described): string {
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
