import { expect, test } from 'vitest';
import { requirementOf, requirements } from '../spec/requirements.ts';
import { selfDeclarationQuestions } from './self-declaration.ts';
import { approvalScenarios, scenariosOf } from './suites.ts';

const tested = scenariosOf('all').map(({ requirement }) => requirement);
const declared: string[] = selfDeclarationQuestions.map(({ requirement }) => requirement);

test('every requirement that a scenario or a question names is in the list', () => {
  expect([...tested, ...declared].filter((id) => requirementOf(id) === undefined)).toEqual([]);
});

test('every requirement in the list has a scenario, or a question for the vendor, as the list says', () => {
  const ids = (shownBy: string[]) => requirements.filter((each) => shownBy.includes(each.shownBy)).map(({ id }) => id);
  expect(new Set(ids(['production approval', 'behaviour']))).toEqual(new Set(tested));
  expect(new Set(ids(['declaration']))).toEqual(new Set(declared));
});

test('each requirement is listed once', () => {
  expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
});

test('the fields of a requirement are those that its scenario’s preconditions check', () => {
  // Every receipt has waste items; if there are several, the report shows the description of each.
  const beside = ['wasteItems', 'wasteItems.*.wasteDescription'];
  const without = (fields: readonly string[]) => new Set(fields.filter((field) => !beside.includes(field)));
  for (const { id, requirement, given } of approvalScenarios) {
    const looked = without(given.map(({ field }) => field));
    expect(without(requirementOf(requirement)?.fields ?? []), id).toEqual(looked);
  }
});
