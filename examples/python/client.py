"""A client of the Receipt of Waste API, to copy into your software.

It keeps one token for many receipts and renews it, slows down when the
service asks for it, never sends a receipt twice on a guess, and has a message
for the user for every failure. Python 3.9 or newer, standard library only.
"""

import base64
import email.utils
import http.client
import json
import random
import re
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone
from typing import Any, Callable, TypeVar

from outcomes import (OF_RECEIPT, OF_UPDATE, Answer, Outcome, accepted,
                      not_sent, refused, unanswered)

# Your product's name and version, so that the service can contact you.
USER_AGENT = 'InventedWeighbridge/1.0 (example)'
# Without a timeout, a silent service would hold your software for ever.
TIMEOUT_SECONDS = 10
# The service accepts 200 requests a second from all of your sites together.
RECEIPTS_PER_SECOND = 100
FIRST_WAIT_SECONDS = 1
# If the service asks for a longer wait than this, give up and tell the user.
LONGEST_WAIT_SECONDS = 20
ATTEMPTS_AT_A_RECEIPT = 5
ATTEMPTS_AT_A_TOKEN = 4

T = TypeVar('T')


class NotNow(Exception):
    """The service stored nothing, and the request may be repeated."""

    def __init__(self, why: str, wait_seconds: float = 0) -> None:
        super().__init__(why)
        self.wait_seconds = wait_seconds


class NotSent(Exception):
    """Nothing was recorded, and further attempts are useless for now."""


class ReceiptClient:
    """Keep one instance for each client id while your software runs.

    It holds the token. It is for one thread: put a lock around it, or a queue
    in front of it, where several want to send.
    """

    def __init__(self, api_url: str, token_url: str,
                 client_id: str, client_secret: str) -> None:
        self.api_url = api_url
        self.token_url = token_url
        self.credentials = base64.b64encode(
            f'{client_id}:{client_secret}'.encode()).decode()
        self.kept_token = ''
        self.renew_token_at = 0.0
        self.next_start = 0.0

    def submit(self, movement: dict[str, Any]) -> Outcome:
        """Submits one receipt and returns its outcome."""
        return self.submit_all([movement])[0]

    def submit_all(self, movements: list[dict[str, Any]]) -> list[Outcome]:
        """Submits receipts, such as those of a day offline, in order."""
        outcomes = []
        stopped = None
        for movement in movements:
            # If the service is unavailable, the next receipt would only wait
            # as long as this one did.
            if stopped is None:
                try:
                    outcomes.append(self.submit_one(movement))
                    continue
                except NotSent as error:
                    stopped = not_sent(error)
            outcomes.append(stopped)
        return outcomes

    def submit_one(self, movement: dict[str, Any]) -> Outcome:
        try:
            answer = self.deliver('POST', '/movements/receive', movement)
        except (OSError, http.client.HTTPException) as error:
            return unanswered(error, OF_RECEIPT)
        if answer.status == 201 and answer.json:
            tracking_id = answer.json.get('wasteTrackingId')
            if tracking_id:
                # Store the id with your own record: an update needs it.
                return accepted(answer, tracking_id)
        return refused(answer, OF_RECEIPT)

    def update(self, tracking_id: str, movement: dict[str, Any]) -> Outcome:
        """Replaces a receipt with its corrected version."""
        name = urllib.parse.quote(tracking_id, safe='')
        try:
            answer = self.deliver('PUT', f'/movements/{name}/receive', movement)
        except NotSent as error:
            return not_sent(error)
        except (OSError, http.client.HTTPException) as error:
            return unanswered(error, OF_UPDATE)
        if answer.status == 200 and answer.json is not None:
            return accepted(answer, tracking_id)
        return refused(answer, OF_UPDATE)

    def deliver(self, method: str, path: str,
                movement: dict[str, Any]) -> Answer:
        """Sends a receipt until the service accepts or finally refuses it.

        Any other error means that it may have been recorded.
        """
        def attempt() -> Answer:
            answer = self.send(method, path, movement)
            if answer.status == 401:
                # Expired early, or the service has new keys. Only a new
                # token can help.
                self.renew_token_at = 0
                answer = self.send(method, path, movement)
            if answer.status == 401:
                raise NotSent('the service refuses a token that it has just '
                              'given; check the API URL and the token URL')
            if answer.status in (429, 503):
                raise NotNow('the service takes no more requests for now '
                             f'({answer.status})', answer.wait_seconds)
            return answer
        return self.patiently(attempt, ATTEMPTS_AT_A_RECEIPT)

    def send(self, method: str, path: str,
             movement: dict[str, Any]) -> Answer:
        """Sends a receipt once, within the limit of the service."""
        headers = {
            'Authorization': f'Bearer {self.token()}',
            'Content-Type': 'application/json',
        }
        start = max(time.monotonic(), self.next_start)
        self.next_start = start + 1 / RECEIPTS_PER_SECOND
        time.sleep(max(0, start - time.monotonic()))
        return self.call(method, self.api_url + path, headers,
                         json.dumps(movement).encode())

    def token(self) -> str:
        """Returns the cached token, or a new one if it has expired."""
        if time.monotonic() >= self.renew_token_at:
            asked_at = time.monotonic()
            answer = self.patiently(self.ask_for_token, ATTEMPTS_AT_A_TOKEN)
            self.kept_token = answer['access_token']
            # Renewed a little early, so that none expires in transit.
            life = float(answer.get('expires_in', 3600))
            self.renew_token_at = asked_at + 0.9 * life
        return self.kept_token

    def ask_for_token(self) -> dict[str, Any]:
        headers = {
            'Authorization': f'Basic {self.credentials}',
            'Content-Type': 'application/x-www-form-urlencoded',
        }
        try:
            answer = self.call('POST', self.token_url, headers,
                               b'grant_type=client_credentials')
        # A second token does no harm, so this request can always be repeated.
        except (OSError, http.client.HTTPException) as error:
            raise NotNow(f'no answer to the request for a token ({error})')
        if answer.json and answer.json.get('access_token'):
            return answer.json
        why = f'the token endpoint gave no token ({answer.status})'
        if 400 <= answer.status < 500 and answer.status != 429:
            raise NotSent(f'{why}; check the client id and secret')
        raise NotNow(why, answer.wait_seconds)

    def patiently(self, attempt: Callable[[], T], attempts: int) -> T:
        """Retries with growing waits, up to the limit."""
        # Sites that were refused together must not retry together. Only the
        # first wait is random, so that each wait is twice the previous one.
        jitter = random.uniform(1, 1.2)
        wait = FIRST_WAIT_SECONDS * jitter
        while True:
            attempts -= 1
            try:
                return attempt()
            except NotNow as refusal:
                wait = max(wait, refusal.wait_seconds * jitter)
                if attempts == 0 or wait > LONGEST_WAIT_SECONDS:
                    raise NotSent(str(refusal))
            time.sleep(wait)
            wait *= 2

    def call(self, method: str, url: str, headers: dict[str, str],
             body: bytes) -> Answer:
        """Sends one request. An error status is a response too."""
        headers = {'User-Agent': USER_AGENT, **headers}
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            response = opener.open(request, timeout=TIMEOUT_SECONDS)
        except urllib.error.HTTPError as error:
            response = error
        except urllib.error.URLError as error:
            if isinstance(error.reason,
                          (ConnectionRefusedError, socket.gaierror)):
                raise NotNow(f'the service cannot be reached ({error.reason})')
            raise
        with response:
            text = response.read()
        try:
            answer = json.loads(text)
        except ValueError:
            answer = None
        return Answer(response.status,
                      answer if isinstance(answer, dict) else None,
                      seconds_in(response.headers.get('Retry-After', '')))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses redirects: they would send token and receipt elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


opener = urllib.request.build_opener(NoRedirect)


def seconds_in(retry_after: str) -> float:
    """Reads Retry-After: a number of seconds or a date."""
    if re.fullmatch('[0-9]+', retry_after):
        return float(retry_after)
    try:
        at = email.utils.parsedate_to_datetime(retry_after)
        return (at - datetime.now(timezone.utc)).total_seconds()
    except (TypeError, ValueError):
        return 0
