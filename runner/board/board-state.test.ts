import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../mock/store/sqlite/sqlite-store.ts';
import { recordExchange } from '../../mock/testing/stored.ts';
import { movement, receiveExchange, tokenExchange } from '../../reports/testing/sample-parts.ts';
import { scenariosOf } from '../../scenarios/suites.ts';
import type { Exchange } from '../../spec/types/exchange.ts';
import { createBoardState } from './board-state.ts';

const known = { secrets: new Set(['a-known-secret']), apiCodes: new Set<string>() };

async function ledgerOver(exchanges: readonly Exchange[], options: { after?: number; max?: number } = {}) {
  const store = openSqliteStore('memory');
  const append = async (more: readonly Exchange[]) => {
    for (const { seq: _, ...exchange } of more) await recordExchange(store, exchange);
  };
  await append(exchanges);
  const state = createBoardState({ store, known, scenarios: scenariosOf('all'), after: 0, ...options });
  return { store, append, ledger: state };
}

const stored = (clientId: string) => receiveExchange(0, clientId, movement, 201, { wasteTrackingId: '26FPZB4R' });
const refused = (clientId: string) => receiveExchange(0, clientId, movement, 400, { validation: { errors: [] } });
const verdictOf = (results: readonly { id: string; verdict: string }[], id: string) =>
  results.find((result) => result.id === id)?.verdict;

describe('the ledger', () => {
  test('judges each client by its own traffic, and everybody by all of it', async () => {
    const { ledger: state } = await ledgerOver([tokenExchange(0, 'one'), stored('one'), refused('other')]);
    const [one, other, all] = [await state.read('one'), await state.read('other'), await state.read(undefined)];
    expect([one, other, all].map(({ results }) => verdictOf(results, 'R01'))).toEqual(['pass', 'fail', 'pass']);
    expect([one, other, all].map(({ exchanges }) => exchanges.length)).toEqual([2, 1, 3]);
    expect(all.clients).toEqual([
      { clientId: 'other', requests: 1, lastSeq: 3 },
      { clientId: 'one', requests: 2, lastSeq: 2 },
    ]);
    expect(verdictOf((await state.read('nobody')).results, 'R01')).toBe('not-exercised');
  });

  test('takes up what comes later, once, also when two ask at the same time', async () => {
    const { ledger: state, append } = await ledgerOver([refused('one')]);
    await state.read('one');
    await append([stored('one')]);
    const both = await Promise.all([state.read('one'), state.read(undefined)]);
    expect(both.map(({ exchanges }) => exchanges.map(({ seq }) => seq))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(both[0].attempts.filter(({ scenarioId }) => scenarioId === 'R01')).toMatchObject([
      { seq: 1, verdict: 'fail' },
      { seq: 2, verdict: 'pass' },
    ]);
  });

  test('forgets with the mock, also where new traffic came before anybody looked', async () => {
    const { ledger: state, append, store } = await ledgerOver([stored('one'), stored('one')]);
    await state.read('one');
    await store.clear();
    await append([refused('one')]);
    const { exchanges, results } = await state.read('one');
    expect(exchanges.map(({ seq }) => seq)).toEqual([3]);
    expect(verdictOf(results, 'R01')).toBe('fail');
  });

  test('counts only what came after its beginning', async () => {
    const { ledger: state } = await ledgerOver([refused('one'), stored('one')], { after: 1 });
    const { exchanges, isCut } = await state.read(undefined);
    expect([exchanges.map(({ seq }) => seq), isCut]).toEqual([[2], false]);
  });

  test('looks back so far and no further, and says so', async () => {
    const many = Array.from({ length: 8 }, () => stored('one'));
    const { ledger: state, append } = await ledgerOver(many, { max: 3 });
    expect(await state.read(undefined)).toMatchObject({
      exchanges: [{ seq: 6 }, { seq: 7 }, { seq: 8 }],
      isCut: true,
    });
    await append(many);
    const { exchanges, isCut } = await state.read('one');
    expect([exchanges.map(({ seq }) => seq), isCut]).toEqual([[14, 15, 16], true]);
  });

  test('repeats no secret that the mock knows, and no data of people', async () => {
    const body = { json: { ...movement, note: 'a-known-secret', carrier: { emailAddress: 'jane.doe@gmail.com' } } };
    const { request, ...rest } = stored('one');
    const { ledger: state } = await ledgerOver([{ ...rest, request: { ...request, body } } as unknown as Exchange]);
    const text = JSON.stringify(await state.read(undefined));
    expect(text).not.toMatch(/a-known-secret|jane\.doe/);
  });
});
