"""A mail server for tests: a little SMTP over a socket, that can be told to refuse, to wait, or to fall silent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

USUAL = {"DATA": "354 go on", "QUIT": "221 bye", ".": "250 taken"}


@dataclass
class Server:
    """What came, and what is answered to each command; None: it hangs up, as a machine does that goes down."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    answers: dict[str, str | None] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)  # every command, as it came


class Conversation(socketserver.StreamRequestHandler):
    said: Server

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            self.said.heard.append(line.decode().strip())
            if not self._answer(line.decode().split(" ")[0].strip().upper()):
                return

    def _answer(self, command: str) -> bool:
        """Whether the conversation goes on."""
        answer = self.said.answers.get(command, USUAL.get(command, "250 ok"))
        if answer is None:
            return False
        self.wfile.write(f"{answer}\r\n".encode())
        if answer.startswith("354"):
            self.said.mails.append(message_from_bytes(self._text()))
            return self._answer(".")
        return command != "QUIT"

    def _text(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


@contextmanager
def mail_server() -> Iterator[Server]:
    said = Server()
    mine = type("Mine", (Conversation,), {"said": said})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), mine) as server:
        server.daemon_threads = True
        said.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield said
        finally:
            server.shutdown()
            thread.join()
