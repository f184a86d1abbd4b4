import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { verdicts } from '../../spec/types/verdict.ts';
import { resultOf, scenarioOf } from '../testing/results.ts';
import { progress, signs, verdictInColour } from './progress.ts';

let written: string;
const wasTTY = process.stderr.isTTY;
beforeEach(() => {
  written = '';
  vi.stubEnv('CI', '');
  vi.stubEnv('NO_COLOR', '');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  process.stderr.isTTY = wasTTY;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const failed = resultOf({ verdict: 'error', durationMs: 12, findings: [{ text: 'ended with exit code 1.' }] });

describe('progress', () => {
  test('says for how long a run waits for late requests, and which verdicts they changed', () => {
    process.stderr.isTTY = false;
    const { onSettle, onRevision } = progress(2);
    onSettle({ quietMs: 5000, maxMs: 30_000 });
    onRevision(resultOf({ verdict: 'fail' }));
    expect(written.split('\n')).toEqual([
      '  Last look: waiting until no request has arrived for 5 s, 30 s at most.',
      '  R01  ✗ fail, by what arrived later  One plain waste item',
      '',
    ]);
  });

  test('is one plain line for each result without a terminal', () => {
    process.stderr.isTTY = false;
    const { onStart, onResult } = progress(2);
    onStart(scenarioOf('R01'));
    expect(written).toBe('');
    onResult(failed);
    onResult(resultOf({ id: 'R02', title: 'Several', findings: [{ text: 'not of interest' }] }));
    expect(written.split('\n')).toEqual(['  R01  ! error  One plain waste item (12 ms)', '  R02  ✓ pass  Several', '']);
  });

  test('on a terminal shows the running scenario, and replaces it with its result', () => {
    process.stderr.isTTY = true;
    const { onStart, onResult, onBreak } = progress(2);
    onStart(scenarioOf('R01'));
    expect(written).toBe('  R01 One plain waste item … (1 of 2)');
    onResult(resultOf());
    expect(written).toContain('(1 of 2)\r\u001b[2K  R01  \u001b[32m✓ pass\u001b[39m  One plain waste item\n');
    onStart(scenarioOf('R02'));
    expect(written).toContain('(2 of 2)');
    onBreak();
    expect(written.endsWith('(2 of 2)\r\u001b[2K')).toBe(true);
  });
});

describe('a verdict', () => {
  test('has its own symbol, and is never shown by colour alone', () => {
    process.stderr.isTTY = true;
    expect(new Set(Object.values(signs)).size).toBe(verdicts.length);
    for (const verdict of verdicts) {
      const shown = verdictInColour(verdict, process.stderr);
      expect(shown).toContain(`${signs[verdict]} ${verdict}`);
    }
  });
});
