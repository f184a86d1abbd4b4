"""A mistake seen in the wild: a new token for every request.

A token is good for an hour, and the terms of the service require reusing it. This
integration asks for another before each receipt.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import ReceiptClient  # noqa: E402


class AsksEachTime(ReceiptClient):
    def token(self) -> str:
        self.renew_token_at = 0
        return super().token()


if __name__ == '__main__':
    submit_receipt.main(AsksEachTime)
