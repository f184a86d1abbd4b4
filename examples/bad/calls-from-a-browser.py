"""A mistake: the page in the user's browser calls the service itself.

The API is for servers: it has no CORS, so a browser would refuse the answer,
and the client secret would lie open in the page. This integration sends what
a browser sends, including a preflight before each request.
Everything else is the good example in ../python.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'python'))

import submit_receipt  # noqa: E402  (needs the path above)
from client import Answer, ReceiptClient  # noqa: E402

BROWSER = {
    'Origin': 'https://weighbridge.example.com',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Dest': 'empty',
    'User-Agent': ('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 '
                   '(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'),
}


class IsABrowser(ReceiptClient):
    def call(self, method: str, url: str, headers: dict[str, str],
             body: bytes) -> Answer:
        asks = {
            'Access-Control-Request-Method': method,
            'Access-Control-Request-Headers': 'authorization,content-type',
        }
        super().call('OPTIONS', url, {**asks, **BROWSER}, b'')
        return super().call(method, url, {**headers, **BROWSER}, body)


if __name__ == '__main__':
    submit_receipt.main(IsABrowser)
