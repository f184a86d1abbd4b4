import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenariosOf } from '../../../scenarios/suites.ts';
import type { Movement } from '../../../spec/types/movement.ts';
import type { Service } from '../../server.ts';
import { apiClient } from '../../testing/api-client.ts';
import { startService } from '../../testing/in-process.ts';
import { runInProcess } from '../../testing/run-in-process.ts';

interface Described {
  id: string;
  title: string;
  given: string[];
  then: string[];
  example: Movement;
}

const scenarios = scenariosOf('all');
const ids = scenarios.map(({ id }) => id);
let service: Service;
beforeAll(async () => {
  service = await startService({ isForRun: false });
});
afterAll(() => service.close());

describe('scenarios', () => {
  test('lists all of them, one on each line, in the order of the suites', async () => {
    const { code, stdout, stderr } = await runInProcess(['scenarios']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 3))).toEqual(ids);
    for (const [index, { title }] of scenarios.entries()) expect(lines[index]).toContain(title);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('shows one with its preconditions, expectations and a receipt, for ids in any case', async () => {
    const [upper, lower, asJson] = await Promise.all([
      runInProcess(['scenarios', 'H03']),
      runInProcess(['scenarios', 'h03']),
      runInProcess(['scenarios', 'h03', '--json']),
    ]);
    const described = JSON.parse(asJson.stdout) as Described;
    expect(described.id).toBe('H03');
    for (const { code, stdout } of [upper, lower]) {
      expect(code).toBe(0);
      expect(stdout).toMatch(/^H03 {2}Hazardous waste/);
      for (const text of described.given) expect(stdout).toContain(`Given ${text}`);
      for (const text of described.then) expect(stdout).toContain(`Then ${text}`);
      const receipt = JSON.parse(stdout.slice(stdout.indexOf('\n{')));
      // Only the time of receipt moves on.
      expect({ ...receipt, dateTimeReceived: '' }).toEqual({ ...described.example, dateTimeReceived: '' });
    }
  });

  test('shows what the guide says of an approval scenario, and nothing of the kind for the behaviour suite', async () => {
    const [text, json, behaviour, behaviourJson] = await Promise.all(
      [['R05'], ['R05', '--json'], ['L01'], ['L01', '--json']].map((args) => runInProcess(['scenarios', ...args])),
    );
    expect(text?.stdout).toContain(
      '  Regulations: Paragraph 14(1) (Digital Waste Tracking (England) Regulations 2026, Schedule 1, Part 2; other nations',
    );
    expect(text?.stdout).toContain('  If it fails: The product has a gap if customers treat one waste item');
    expect(text?.stdout).toContain('  Out of scope: If no customer needs several codes for one waste item.');
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
      guidance: { paragraphs: 'paragraph 14(1)', outOfScope: { allowed: 'for a reason' } },
    });
    expect(behaviour?.stdout).not.toContain('Regulations');
    expect(JSON.parse(behaviourJson?.stdout ?? '')).toMatchObject({ guidance: null });
  });

  test('has an example for each, which the service accepts, or refuses if the scenario expects that', async () => {
    const { code, stdout } = await runInProcess(['scenarios', '--json']);
    const described = JSON.parse(stdout) as Described[];
    expect({ code, ids: described.map(({ id }) => id) }).toEqual({ code: 0, ids });
    const client = await apiClient(service.url);
    for (const { id, example } of described) {
      const { status } = await client.send('POST', '/movements/receive', example);
      expect([id, status]).toEqual([id, ['C01', 'H02', 'U04'].includes(id) ? 400 : 201]);
    }
  });
});
