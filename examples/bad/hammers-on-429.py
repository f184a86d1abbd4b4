"""A mistake: retrying at once, again and again, after a refusal.

A 429 asks for patience: waits that grow, and few attempts. This integration
makes thirty without waiting, and gives up after them.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import Answer, NotSent, ReceiptClient  # noqa: E402


class Hammers(ReceiptClient):
    def send(self, method: str, path: str,
             movement: dict[str, Any]) -> Answer:
        for _ in range(30):
            answer = super().send(method, path, movement)
            if answer.status != 429:
                return answer
        raise NotSent('the service takes no more requests for now (429)')


if __name__ == '__main__':
    submit_receipt.main(Hammers)
