"""Messages to the user about the responses of the service."""

import re
from typing import Any, NamedTuple, Optional

Outcome = dict[str, Any]


class Answer(NamedTuple):
    status: int
    # None if the body is not a JSON object: a gateway may send HTML.
    json: Optional[dict[str, Any]]
    # The wait that Retry-After asks for.
    wait_seconds: float


class Wording(NamedTuple):
    """The texts that differ between a new receipt and an update."""
    unknown: str
    not_found: str


# The API has no idempotency key: repeating a POST blindly may record the
# same waste twice.
OF_RECEIPT = Wording(
    'the receipt may or may not have been recorded; do not send it again '
    'before the support of the service has said which, by its reference and '
    'the time',
    'there is nothing at this address; check the API URL')
# An update replaces the receipt: repeating it changes nothing.
OF_UPDATE = Wording(
    'the update may or may not have been recorded; it is safe to send it '
    'again',
    'it has no receipt with this id; check the id that you stored')


def accepted(answer: Answer, tracking_id: str) -> Outcome:
    # Show the warnings, although the receipt was accepted.
    return {'outcome': 'accepted', 'wasteTrackingId': tracking_id,
            'messages': messages(answer, 'warnings')}


def refused(answer: Answer, wording: Wording) -> Outcome:
    status = answer.status
    says = f'The service answered {status}'
    if status == 400:
        found = messages(answer, 'errors') or [f'{says} and gave no reason']
        return {'outcome': 'rejected', 'messages': found}
    if status == 402:
        lapsed = 'the service charge of this organisation must be paid'
        return {'outcome': 'rejected', 'messages': [f'{says}: {lapsed}']}
    if status == 404:
        return failed(f'{says}: {wording.not_found}')
    if 400 <= status < 500:
        return failed(f'{says}: nothing was recorded')
    return failed(f'{says}: {wording.unknown}')


def unanswered(error: Exception, wording: Wording) -> Outcome:
    return failed(f'No answer from the service ({error}): {wording.unknown}')


def not_sent(error: Exception) -> Outcome:
    return failed(f'The receipt was not sent: {error}. '
                  'It is safe to send it again later')


def messages(answer: Answer, kind: str) -> list[str]:
    """Shows all errors, each with its field: users fix them all at once."""
    found = []
    for issue in ((answer.json or {}).get('validation') or {}).get(kind) or []:
        # Keys have plain indexes (items.0); most messages use brackets.
        field = re.sub(r'\.(\d+)', r'[\1]', issue['key'])
        text = issue['message']
        found.append(text if field in text else f'{field}: {text}')
    return found


def failed(message: str) -> Outcome:
    return {'outcome': 'failed', 'messages': [message]}
