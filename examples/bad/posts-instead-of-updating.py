"""A mistake: a correction is sent as a new receipt.

The service has two records of the same waste then, one of them wrong. A
correction goes to the address of the receipt, by the id that was stored.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import ReceiptClient  # noqa: E402


class PostsAgain(ReceiptClient):
    def update(self, tracking_id: str,
               movement: dict[str, Any]) -> dict[str, Any]:
        return self.submit(movement)


if __name__ == '__main__':
    submit_receipt.main(PostsAgain)
