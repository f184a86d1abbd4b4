import { expect, test } from 'vitest';
import { machineInWords, notesOf } from './about.ts';
import { describeMachine } from './measure/machine.ts';

test('rows that leave out the same share a note, and a row that leaves out nothing has none', () => {
  const rows = [{ title: 'ours' }, { title: 'a', note: 'stores nothing' }, { title: 'b', note: 'stores nothing' }];
  expect(notesOf(rows)).toEqual(['- a; b: stores nothing.']);
});

test('a machine that cannot pin is reported to give numbers that disturb each other', () => {
  const machine = { ...describeMachine(), processor: 'A processor', cores: 2 };
  expect(machineInWords({ ...machine, isPinned: false })).toMatch(/^A processor, 2 cores, .*disturb each other\.$/);
  expect(machineInWords({ ...machine, isPinned: true })).toContain('a core each');
});
