import { at, type JsonValue } from '../../../spec/json.ts';
import { issueAt, type LocatedIssue } from '../../rules/located-issue.ts';
import { hasCode, isMore, massOf, massOfReceipt } from './mass.ts';

/** The codes that the page calls high risk. */
const codes = ['160605', '200133'];
const limit = { metric: 'Kilograms', amount: 50, isEstimate: false };

/** Returns a warning for each item of these codes, if there is more of them in the movement than the page allows. */
export function preNotificationWarnings(receipt: JsonValue | undefined): LocatedIssue[] {
  const items = at(receipt, 'wasteItems');
  const [total, most] = [massOfReceipt(receipt, (item) => hasCode(item, codes)), massOf(limit)];
  if (!Array.isArray(items) || total === undefined || most === undefined || !isMore(total, most)) return [];
  return items.flatMap((item, index) => (hasCode(item, codes) ? [warningOn(index)] : []));
}

function warningOn(index: number): LocatedIssue {
  const message = `{bare} requires a pre-notification 24 hours ahead: more than 50 kg of ${codes.join(' and ')}`;
  return issueAt(['wasteItems', index, 'ewcCodes'], 'NotProvided', message, 'pre-notification');
}
