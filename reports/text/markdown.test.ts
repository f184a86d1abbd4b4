import { expect, test } from 'vitest';
import { markdownText } from './markdown.ts';

test.each([
  ['a table', 'a | b', 'a \\| b'],
  ['an escaped table', 'a \\| b', 'a \\\\\\| b'],
  ['code', '`a`', '\\`a\\`'],
  ['HTML', '<b>&amp;', '&lt;b&gt;&amp;amp;'],
  ['a comment', '<!-- a', '&lt;!-- a'],
  ['a link', '[a](b)', '\\[a\\](b)'],
  ['an image', '![a](b)', '!\\[a\\](b)'],
  ['emphasis', '**a** _b_ ~~c~~', '\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~'],
  ['lines', 'a\n\n# b\r\n- c', 'a #&#8203; b - c'],
  ['a mention', '@team/security', '@&#8203;team/security'],
  ['an issue', 'fixes #1 and GH-2', 'fixes #&#8203;1 and GH&#8203;-2'],
  ['an address', 'https://attacker.example', 'https:&#8203;//attacker.example'],
  ['an address without a scheme', 'www.attacker.example', 'www&#8203;.attacker.example'],
  ['an emoji', ':tada:', ':&#8203;tada:'],
  ['direction marks', 'a\u202eb', 'a⟨U+202E⟩b'],
  ['terminal escapes', '\u001b[0m', '⟨U+001B⟩\\[0m'],
])('%s is shown as text', (_, text, escaped) => {
  expect(markdownText(text, 100)).toBe(escaped);
});

test('ordinary text stays readable in the source', () => {
  const text = 'carrier.meansOfTransport (expected "Road"), 18 January 2027 at 09:41:05 UTC';
  expect(markdownText(text, 100)).toBe(text);
});

test('long text is cut before it is escaped, so that no escape is cut in two', () => {
  expect(markdownText('@'.repeat(10), 2)).toBe('@&#8203;@&#8203;… (cut)');
});
