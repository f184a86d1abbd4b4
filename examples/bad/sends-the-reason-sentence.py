"""A mistake seen in the wild: the sentence in place of the code.

The published OpenAPI document lists the reasons for a missing consignment
code as sentences. The service takes only the codes and refuses the sentences,
so this integration fails where a reason is given (H03) and nowhere else.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import Answer, ReceiptClient  # noqa: E402

SENTENCES = {
    'NON_HAZ_WASTE_TRANSFER': 'Non-Haz Waste Transfer',
    'NO_DOC_WITH_WASTE': 'No documentation provided with Waste',
    'HWRC_RECEIPT': 'Household Waste Recycling Centre Receipt',
}


class SendsTheSentence(ReceiptClient):
    def send(self, method: str, path: str,
             movement: dict[str, Any]) -> Answer:
        reason = movement.get('reasonForNoConsignmentCode')
        if reason in SENTENCES:
            movement = {**movement,
                        'reasonForNoConsignmentCode': SENTENCES[reason]}
        return super().send(method, path, movement)


if __name__ == '__main__':
    submit_receipt.main(SendsTheSentence)
