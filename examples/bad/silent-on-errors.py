"""A mistake: the user is not told what the service says.

The outcome is right and every message is dropped: the user sees that a
receipt was refused, and not why; a warning is never seen.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import ReceiptClient  # noqa: E402


class SaysNothing(ReceiptClient):
    def submit_all(self,
                   movements: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [silenced(each) for each in super().submit_all(movements)]

    def update(self, tracking_id: str,
               movement: dict[str, Any]) -> dict[str, Any]:
        return silenced(super().update(tracking_id, movement))


def silenced(outcome: dict[str, Any]) -> dict[str, Any]:
    return {key: outcome[key] for key in outcome if key != 'messages'}


if __name__ == '__main__':
    submit_receipt.main(SaysNothing)
