"""Submits one receipt of waste: a small client of the Receipt of Waste API.

Reads a brief (JSON) from stdin and the connection from the environment, and
prints the outcome (JSON) as the last line of stdout. What is meant for people
goes to stderr. Needs only the standard library: copy what you like.
"""

import base64
import http.client
import json
import os
import sys
import urllib.error
import urllib.request
from typing import Any

# Without a timeout, a silent service would hold your software for ever.
TIMEOUT_SECONDS = 10

# What to tell the user when it is not about the receipt itself.
ADVICE = {
    401: 'the token was refused; get a new one and send the receipt again',
    402: 'the service charge of this organisation has lapsed; it must be paid',
    404: 'there is nothing at this address; check the API URL',
    429: 'too many requests; slow down and send the receipt again later',
}
# After a server error or a lost answer, sending again blindly may record the
# same waste twice.
UNKNOWN = ('the receipt may or may not have been recorded; '
           'check before sending it again')


class NoToken(Exception):
    """The token endpoint gave no token."""


def get_token(token_url: str, client_id: str, client_secret: str) -> str:
    """An access token. It is good for an hour: use it for many receipts."""
    basic = base64.b64encode(f'{client_id}:{client_secret}'.encode()).decode()
    headers = {
        'Authorization': f'Basic {basic}',
        'Content-Type': 'application/x-www-form-urlencoded',
    }
    status, answer = post(token_url, headers, b'grant_type=client_credentials')
    if status != 200 or not answer.get('access_token'):
        raise NoToken(f'No token: the token endpoint answered {status}; '
                      'check the client id and secret')
    return answer['access_token']


def submit_receipt(api_url: str, token: str,
                   movement: dict[str, Any]) -> dict[str, Any]:
    """Sends the receipt and says what became of it."""
    headers = {
        'Authorization': f'Bearer {token}',
        'Content-Type': 'application/json',
    }
    status, answer = post(f'{api_url}/movements/receive', headers,
                          json.dumps(movement).encode())
    if status == 201 and answer.get('wasteTrackingId'):
        # Store the id with your own record: an update needs it. Show the
        # warnings, though the receipt was taken.
        return {
            'outcome': 'accepted',
            'wasteTrackingId': answer['wasteTrackingId'],
            'messages': messages(answer, 'warnings'),
        }
    if status == 400:
        return {'outcome': 'rejected', 'messages': messages(answer, 'errors')}
    advice = ADVICE.get(status, UNKNOWN)
    return failed(f'The service answered {status}: {advice}')


def post(url: str, headers: dict[str, str],
         body: bytes) -> tuple[int, dict[str, Any]]:
    """The answer's status and JSON body. An error status is an answer too."""
    request = urllib.request.Request(url, body, headers, method='POST')
    try:
        with urllib.request.urlopen(request,
                                    timeout=TIMEOUT_SECONDS) as response:
            status, text = response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            status, text = error.code, error.read()
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    # A gateway in between answers in its own way, often in HTML.
    return status, answer if isinstance(answer, dict) else {}


def messages(answer: dict[str, Any], kind: str) -> list[str]:
    """All of them: users want to mend a receipt in one go."""
    issues = answer.get('validation', {}).get(kind, [])
    return [issue['message'] for issue in issues]


def failed(message: str) -> dict[str, Any]:
    return {'outcome': 'failed', 'messages': [message]}


def main() -> None:
    # Bytes, not text: JSON is UTF-8, and stdin on Windows is not.
    brief = json.load(sys.stdin.buffer)
    # Your software reads the secret from its own configuration. Never write
    # it into code, and never print it.
    token = None
    try:
        token = get_token(os.environ['REHEARSAL_TOKEN_URL'],
                          os.environ['REHEARSAL_CLIENT_ID'],
                          os.environ['REHEARSAL_CLIENT_SECRET'])
        outcome = submit_receipt(os.environ['REHEARSAL_API_URL'], token,
                                 brief['movement'])
    except NoToken as error:
        outcome = failed(str(error))
    except (OSError, http.client.HTTPException) as error:
        sent = UNKNOWN if token else 'nothing was sent'
        outcome = failed(f'No answer ({error}): {sent}')
    print(f'{brief["scenario"]["id"]}: {outcome["outcome"]}', file=sys.stderr)
    print(json.dumps(outcome))


if __name__ == '__main__':
    main()
