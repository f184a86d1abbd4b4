import { afterEach, describe, expect, test, vi } from 'vitest';
import { firstHour } from '../testing/board-traffic.ts';
import { type OpenBoard, openBoard } from './testing/open-board.ts';

let board: OpenBoard | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await board?.close();
});

const plan = { on: 'receiveMovement', kind: 'reset', times: '1' };

describe('without a control token', () => {
  test('a page of another origin changes nothing, and a name that only resolves here sees nothing', async () => {
    board = await openBoard();
    for (const origin of ['https://attacker.example', 'null', 'http://127.0.0.1']) {
      expect((await board.post('board/faults', plan, { origin })).status).toBe(403);
    }
    expect(board.service.mock.faults.left()).toEqual([]);
    const port = new URL(board.service.url).port;
    expect((await board.get('', { host: `attacker.example:${port}` })).status).toBe(403);
    expect((await board.get('board/events', { host: `attacker.example:${port}` })).status).toBe(403);
    expect((await board.get('', { host: `localhost:${port}` })).text).toContain(
      `http://localhost:${port}/oauth2/token`,
    );
  });

  test('only forms are read, and none that is too large', async () => {
    board = await openBoard();
    expect((await board.post('board/faults', plan, { 'content-type': 'application/json' })).status).toBe(415);
    expect((await board.post('board/faults', { ...plan, client: 'x'.repeat(40_000) })).status).toBe(413);
    expect(board.service.mock.faults.left()).toEqual([]);
  });
});

describe('with a control token', () => {
  async function signedIn() {
    vi.stubEnv('REHEARSAL_CONTROL_TOKEN', 'a-control-token');
    board = await openBoard();
    const { status, headers } = await board.post('board/sign-in', { token: 'a-control-token' });
    expect([status, headers['location']]).toEqual([303, '/_rehearsal/']);
    const set = String(headers['set-cookie']);
    expect(set).toMatch(/; Path=\/_rehearsal; HttpOnly; SameSite=Strict$/);
    expect(set).not.toContain('a-control-token');
    return { board, cookie: set.split(';')[0] ?? '' };
  }

  test('a browser is asked for it, and let in once it was entered', async () => {
    const { board, cookie } = await signedIn();
    expect(await board.get()).toMatchObject({ status: 303, headers: { location: '/_rehearsal/board/sign-in' } });
    expect((await board.get('board/sign-in')).text).toContain('REHEARSAL_CONTROL_TOKEN');
    expect((await board.get('', { cookie })).status).toBe(200);
    expect((await board.get('', { authorization: 'Bearer a-control-token' })).status).toBe(200);
    expect((await board.get('', { cookie: `${cookie}0` })).status).toBe(303);
    const wrong = await board.post('board/sign-in', { token: 'a-guess' });
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test('what the cookie opens is the board, from its own pages only', async () => {
    const { board, cookie } = await signedIn();
    expect((await board.post('board/faults', plan, { cookie })).status).toBe(303);
    expect((await board.post('board/clock', { advance: '1h' }, { cookie })).status).toBe(303);
    expect((await board.post('board/faults', plan, { cookie, origin: 'https://attacker.example' })).status).toBe(403);
    expect((await board.post('board/faults', plan)).status).toBe(403);
    expect(board.service.mock.faults.left()).toHaveLength(1);
    expect((await board.get('exchanges', { cookie })).status).toBe(403);
  });

  test('the command that makes an organisation sends it, by the name of its variable', async () => {
    const { board, cookie } = await signedIn();
    const { text } = await board.get('board/scenarios/U03', { cookie });
    expect(text).toContain('-H &quot;authorization: Bearer $REHEARSAL_CONTROL_TOKEN&quot;');
  });

  test('no page tells it', async () => {
    const { board, cookie } = await signedIn();
    await firstHour(board.service.url);
    for (const path of ['', 'board/traffic', 'board/traffic/3', 'board/faults', 'board/report/rehearsal.json']) {
      expect((await board.get(path, { cookie })).text).not.toContain('a-control-token');
    }
  });
});
