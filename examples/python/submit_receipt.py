"""Lets `rehearse run` drive client.py: a short adapter.

Reads a brief (JSON) from stdin and the connection from the environment, and
prints the outcome (JSON) as the last line of stdout. What is meant for people
goes to stderr.
"""

import json
import os
import sys
from typing import Any

# Writes no compiled copy of the client into your sources.
sys.dont_write_bytecode = True

from client import ReceiptClient  # noqa: E402  (needs the line above)


def act(brief: dict[str, Any], client: ReceiptClient) -> dict[str, Any]:
    """Carries out the brief, as your software would for a user."""
    if brief['action'] == 'submit-all':
        return {'results': client.submit_all(brief['movements'])}
    if brief['action'] == 'update':
        return client.update(brief['wasteTrackingId'], brief['movement'])
    return client.submit(brief['movement'])


def main(make_client: type[ReceiptClient] = ReceiptClient) -> None:
    # Bytes, not text: JSON is UTF-8, and stdin on Windows is not.
    brief = json.load(sys.stdin.buffer)
    # Your software reads the secret from its own configuration. Never put it
    # into code, and never print it. This process ends after one brief, with
    # its token; a server creates one client when it starts.
    client = make_client(os.environ['REHEARSAL_API_URL'],
                         os.environ['REHEARSAL_TOKEN_URL'],
                         os.environ['REHEARSAL_CLIENT_ID'],
                         os.environ['REHEARSAL_CLIENT_SECRET'])
    outcome = act(brief, client)
    print(f'{brief["scenario"]["id"]}: {brief["action"]} is done',
          file=sys.stderr)
    print(json.dumps(outcome))


if __name__ == '__main__':
    main()
