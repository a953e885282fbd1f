"""A server of ours that stands for GOV.UK Notify: it keeps what comes and answers as it is told, or not at all."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SILENCE = 0  # it takes the request and hangs up
SLOW = 1  # it answers too late


@dataclass
class Notify:
    """What came, with whose key it was signed, and the status that is answered."""

    url: str = ""
    status: int = 201
    came: list[dict[str, Any]] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)


class Conversation(BaseHTTPRequestHandler):
    said: Notify

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.path == "/v2/notifications/sms"
        self.said.came.append(json.loads(body))
        self.said.signed.append(self.headers["Authorization"].removeprefix("Bearer "))
        if self.said.status == SLOW:
            time.sleep(0.1)
        if self.said.status in (SILENCE, SLOW):
            self.close_connection = True
            return
        sent = json.dumps({"id": "1", "errors": [{"message": "phone_number 07700900123 is not known"}]}).encode()
        self.send_response(self.said.status)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_any: object) -> None:
        """Quiet."""


class Quiet(ThreadingHTTPServer):
    """Says nothing of whoever hangs up first."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that waits no longer is what is tried."""


@contextmanager
def notify_server() -> Iterator[Notify]:
    said = Notify()
    with Quiet(("127.0.0.1", 0), type("Mine", (Conversation,), {"said": said})) as server:
        said.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield said
        finally:
            server.shutdown()
