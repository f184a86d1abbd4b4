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

/** Source: pat-pages-2026-09. */
const guide = [
  ['R01', 'paragraph 14(1)(b), and regulation 4(5)(a)', 'never'],
  ['R02', 'paragraphs 13 and 14', 'never'],
  ['R03', 'paragraphs 10 and 11', 'for a reason'],
  ['R04', 'paragraph 14(1)(b)', 'blocked, with evidence'],
  ['R05', 'paragraph 14(1)', 'for a reason'],
  ['R07', 'paragraph 13', 'for a reason'],
  ['C01', 'paragraph 7, and regulations 16(2)(a) and 19(2)(a) with 4(4)', 'blocked, with evidence'],
  ['C02', 'paragraph 7', 'for a reason'],
  ['B01', 'paragraph 9', 'for a reason'],
  ['P01', 'paragraphs 15(1)(b) and 16', 'for a reason'],
  ['H01', 'paragraph 15', 'for a reason'],
  ['H02', 'paragraph 8', 'blocked, with evidence'],
  ['H03', 'paragraph 8', 'for a reason'],
  ['X01', 'paragraphs 15 and 16', 'for a reason'],
];

test('what the guide says is there for every approval scenario, and for nothing else', () => {
  const told = requirements.flatMap(({ id, guidance }) => {
    return guidance === null ? [] : [[id.replace('pat:', ''), guidance.paragraphs, guidance.outOfScope.allowed]];
  });
  expect(told).toEqual(guide);
});

test('a product may block exactly the receipts that the guide lets it block', () => {
  for (const { id, requirement, productMayBlock } of approvalScenarios) {
    expect(productMayBlock, id).toBe(
      requirementOf(requirement)?.guidance?.outOfScope.allowed === 'blocked, with evidence',
    );
  }
});

test('what may be left out has words for customers', () => {
  for (const { id, guidance } of requirements) {
    if (guidance === null) continue;
    expect(guidance.forCustomers === null, id).toBe(guidance.outOfScope.allowed === 'never');
  }
});
