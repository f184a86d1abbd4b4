import { expect, it } from 'vitest';
import { plainReceipt } from '../testing/fake-synthetic.ts';
import { matchMessages } from './match-messages.ts';

const ewc = { key: 'wasteItems.0.ewcCodes.0', message: '"wasteItems[0].ewcCodes[0]" must be a valid EWC code' };

it('reads hostile messages and receipts without a stall', () => {
  const sent = JSON.parse(JSON.stringify(plainReceipt));
  sent.wasteItems[0].ewcCodes[0] = '(b+)+$'.repeat(20_000);
  const many = Array.from({ length: 2000 }, (_, index) => `${'<a '.repeat(100)}${'no of '.repeat(40)}${index}`);
  const long = ['a-'.repeat(100_000), 'item 1,'.repeat(50_000), '&'.repeat(100_000)];
  for (const messages of [many, long]) expect(matchMessages(messages, [ewc], sent).coverage).toEqual(['nothing']);
});
