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
    """Shows all errors, or all warnings: users fix them all at once."""
    validation = (answer.json or {}).get('validation') or {}
    return [in_our_words(issue) for issue in validation.get(kind) or []]


# What your users call the fields. The API's own texts are for developers: the
# terms of service keep them out of user interfaces.
LABELS = {
    'apiCode': 'API code',
    'dateTimeReceived': 'date and time of arrival',
    'hazardousWasteConsignmentCode': 'consignment code',
    'reasonForNoConsignmentCode': 'reason for having no consignment code',
    'wasteItems': 'list of waste items',
    'wasteItems.ewcCodes': 'EWC code',
    'wasteItems.wasteDescription': 'description of the waste',
    'wasteItems.physicalForm': 'physical form',
    'wasteItems.numberOfContainers': 'number of containers',
    'wasteItems.typeOfContainers': 'container type',
    'wasteItems.weight': 'weight',
    'wasteItems.weight.amount': 'weight',
    'wasteItems.disposalOrRecoveryCodes': 'disposal or recovery code',
    'wasteItems.disposalOrRecoveryCodes.code': 'disposal or recovery code',
    'wasteItems.pops.components': 'list of POPs',
    'wasteItems.pops.components.concentration': 'concentration of a POP',
    'wasteItems.hazardous.components': 'list of hazardous components',
    'wasteItems.hazardous.components.concentration':
        'concentration of a hazardous component',
    'carrier.registrationNumber': 'carrier registration number',
    'carrier.organisationName': 'name of the carrier',
    'carrier.vehicleRegistration': 'vehicle registration',
    'receiver.siteName': 'name of the site',
    'receiver.authorisationNumber': 'permit number of the site',
    'receipt.address.postcode': 'postcode of the site',
}
PROBLEMS = {
    'NotProvided': 'is missing',
    'NotAllowed': 'does not belong here',
    'InvalidFormat': 'has the wrong format',
    'OutOfRange': 'is out of range',
    'BusinessRuleViolation': 'does not fit the rest of the receipt',
}


def in_our_words(issue: dict[str, str]) -> str:
    key = issue['key']
    label = LABELS.get(re.sub(r'\.\d+', '', key))
    if label is None:
        # A field that is missing above: the API's text is better than none.
        return f'{key}: {issue["message"]}'
    item = re.match(r'wasteItems\.(\d+)', key)
    start = f'Waste item {int(item[1]) + 1}: the' if item else 'The'
    return f'{start} {label} {PROBLEMS.get(issue["errorType"], "is not valid")}'


def failed(message: str) -> Outcome:
    return {'outcome': 'failed', 'messages': [message]}
