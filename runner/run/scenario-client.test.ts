import { describe, expect, it } from 'vitest';
import { approvalScenarios } from '../../scenarios/suites.ts';
import type { Connection } from '../../spec/types/brief.ts';
import { makeBrief } from './scenario-client.ts';
import { syntheticReceipts } from './synthetic-receipts.ts';

const now = new Date('2026-06-01T10:00:00.000Z');
const connection: Connection = {
  apiUrl: 'http://127.0.0.1:3001',
  tokenUrl: 'http://127.0.0.1:3001/oauth2/token',
  clientId: 'client-a',
  clientSecret: 'a-secret',
  apiCode: '1f83215e-4b90-4785-9ab2-2614839aa2e9',
};

describe.each(approvalScenarios)('a brief for $id', (scenario) => {
  const briefs = Array.from({ length: 50 }, (_, seed) =>
    makeBrief(scenario, connection, syntheticReceipts({ seed, now })),
  );

  it('asks for a receipt on which every precondition holds, for any seed', () => {
    for (const { movement } of briefs) {
      const sent = JSON.parse(JSON.stringify(movement));
      expect(scenario.given.filter((given) => !given.holds(sent)).map(({ text }) => text)).toEqual([]);
    }
  });

  it('names the scenario and its preconditions, and uses the connection’s API code', () => {
    for (const brief of briefs) {
      expect(brief.scenario).toEqual({
        id: scenario.id,
        title: scenario.title,
        given: scenario.given.map(({ text }) => text),
      });
      expect([brief.movement.apiCode, brief.connection]).toEqual([connection.apiCode, connection]);
    }
  });

  it('has another receipt for another seed, and the same for the same seed', () => {
    expect(new Set(briefs.map(({ movement }) => movement.yourUniqueReference)).size).toBe(briefs.length);
    expect(makeBrief(scenario, connection, syntheticReceipts({ seed: 7, now }))).toEqual(briefs[7]);
  });
});

it('a brief for R01 gives its one code the mass of the item, as a user would', () => {
  const [r01] = approvalScenarios;
  if (r01 === undefined) throw new Error('no R01');
  for (let seed = 0; seed < 50; seed++) {
    const [item] = makeBrief(r01, connection, syntheticReceipts({ seed, now })).movement.wasteItems;
    expect(item?.disposalOrRecoveryCodes?.map(({ weight }) => weight)).toEqual([item?.weight]);
  }
});
