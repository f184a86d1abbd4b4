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

const problem = 'ended with exit code 1.\nEnd of stderr:\n  \u001b[31mno';
const failed = resultOf({ verdict: 'error', durationMs: 12, findings: [{ text: problem }, { text: 'Second.' }] });

describe('progress', () => {
  test('says for how long a run waits for late requests, and which verdicts they changed', () => {
    process.stderr.isTTY = false;
    const { onSettle, onRevision } = progress(2);
    onSettle({ quietMs: 5000, maxMs: 30_000 });
    onRevision(resultOf({ verdict: 'fail', findings: [{ text: 'The product also stored 1 other receipt: 26A.' }] }));
    expect(written.split('\n')).toEqual([
      '  Last look: waiting until no request has arrived for 5 s, 30 s at most.',
      '  R01  ✗ fail, by what arrived later  One plain waste item',
      '       The product also stored 1 other receipt: 26A.',
      '',
    ]);
  });

  test('is a plain line for each result without a terminal, with its findings indented', () => {
    process.stderr.isTTY = false;
    const { onStart, onResult } = progress(2);
    onStart(scenarioOf('R01'));
    expect(written).toBe('');
    onResult(failed);
    onResult(resultOf({ id: 'R02', title: 'Several', findings: [{ text: 'not of interest' }] }));
    expect(written.split('\n')).toEqual([
      '  R01  ! error  One plain waste item (12 ms)',
      '       ended with exit code 1.',
      '       End of stderr:',
      '         ⟨U+001B⟩[31mno',
      '       Second.',
      '  R02  ✓ pass  Several',
      '',
    ]);
  });

  test('says of a finding that breaks nothing whether it is a warning or a note', () => {
    process.stderr.isTTY = false;
    const { onResult } = progress(1);
    const findings = [
      { text: 'Late.', level: 'warning' },
      { text: 'Late, before it matters.', level: 'note' },
    ] as const;
    onResult(resultOf({ findings: [...findings] }));
    expect(written).toContain('       Warning: Late.\n       Note: Late, before it matters.\n');
  });

  test('on a terminal shows the running scenario, and replaces it with its result', () => {
    process.stderr.isTTY = true;
    const { onStart, onResult } = progress(2);
    onStart(scenarioOf('R01'));
    expect(written).toBe('  R01 One plain waste item … (1 of 2)');
    onResult(resultOf());
    expect(written).toContain('(1 of 2)\r\u001b[2K  R01  \u001b[32m✓ pass\u001b[39m  One plain waste item\n');
    onStart(scenarioOf('R02'));
    expect(written).toContain('(2 of 2)');
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
