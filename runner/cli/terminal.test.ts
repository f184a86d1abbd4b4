import { afterEach, describe, expect, test, vi } from 'vitest';
import { colours, columns, isLively, printJson, safe } from './terminal.ts';

function stream(isTTY: boolean): NodeJS.WriteStream {
  return { isTTY } as NodeJS.WriteStream;
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('a terminal', () => {
  test.each([
    { isTTY: true, env: {}, lively: true },
    { isTTY: false, env: {}, lively: false },
    { isTTY: true, env: { NO_COLOR: '1' }, lively: false },
    { isTTY: true, env: { CI: 'true' }, lively: false },
    // By its own convention, an empty NO_COLOR asks for nothing.
    { isTTY: true, env: { NO_COLOR: '' }, lively: true },
    { isTTY: false, env: { FORCE_COLOR: '1' }, lively: false },
  ])('with isTTY $isTTY and $env takes colour: $lively', ({ isTTY, env, lively }) => {
    for (const [name, value] of Object.entries({ CI: '', NO_COLOR: '', ...env })) vi.stubEnv(name, value);
    expect(isLively(stream(isTTY))).toBe(lively);
    expect(colours(stream(isTTY)).red('no') === 'no').toBe(!lively);
  });

  test('is not controlled by text of a product', () => {
    expect(safe('gone\u001b[2J\u202eback\nnext')).toBe('gone⟨U+001B⟩[2J⟨U+202E⟩back\nnext');
  });

  test('is not controlled by JSON either, which keeps its value', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const value = { text: 'gone\u009b2J\u202eback' };
    printJson(value);
    const printed = String(write.mock.calls[0]?.[0]);
    expect(printed).toBe('{\n  "text": "gone\\u009b2J\\u202eback"\n}\n');
    expect(JSON.parse(printed)).toEqual(value);
  });
});

describe('columns', () => {
  test('are as wide as their widest cell, except for the last', () => {
    expect(
      columns([
        ['R01', 'pass', 'long text'],
        ['R1', 'not yet', ''],
      ]),
    ).toBe('R01  pass     long text\nR1   not yet');
  });

  test('may be none', () => {
    expect(columns([])).toBe('');
  });
});
