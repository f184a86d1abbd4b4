import { afterEach, describe, expect, test, vi } from 'vitest';
import { colours, columns, isLively, printJson, safe, say } from './terminal.ts';

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

describe('a build server', () => {
  const printed = (text: string) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    say(text);
    return String(write.mock.calls[0]?.[0]);
  };

  test.each([
    ['::error::x', '\\::error::x\n'],
    ['a\n \t::add-mask::x\nb', 'a\n \t\\::add-mask::x\nb\n'],
    ['a\r::stop-commands::x', 'a\r\\::stop-commands::x\n'],
    ['a ##[add-path]b', 'a # #[add-path]b\n'],
    ['##vso[task.complete result=Succeeded;]', '# #vso[task.complete result=Succeeded;]\n'],
    ["##teamcity[buildStatus status='SUCCESS']", "# #teamcity[buildStatus status='SUCCESS']\n"],
    ['std::vector, C::D', 'std::vector, C::D\n'],
  ])('obeys no line of %j', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('obeys nothing in JSON, which keeps its value', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    printJson('##vso[task.complete]');
    const json = String(write.mock.calls[0]?.[0]);
    expect(json).not.toContain('##vso[');
    expect(JSON.parse(json)).toBe('##vso[task.complete]');
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
