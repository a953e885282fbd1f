"""One request served in a process of its own, which is killed half-way: what it managed to send is all there is."""

import random
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from jinja2 import Template
from jinja2.runtime import Macro
from werkzeug.test import Client

from survey.accounts.policy import COOKIE
from survey.app import create_app
from survey.people.looks import store as door
from survey.records.notes import desk
from survey.settings import Settings
from tests.survey.ledger.crashing import die, die_at

STEPS: dict[str, tuple[Any, str, bool]] = {  # at which function, and whether before it or after it
    "before the look is recorded": (door, "record", True),
    "after it is recorded, before it is durable": (door, "record", False),
    "after it is durable": (desk, "see", False),
    "while the page is made": (Macro, "__call__", True),
    "after the page is made": (Template, "render", False),
}
DURABLE = tuple(STEPS)[2:]
HALF_SENT = "after half of it is sent"


def serve_one(settings: Settings, now: datetime, cookie: str, path: str, until: str, step: str, to: Connection) -> None:
    """Serve one page and send its bytes; die at the step, or once these words of it were sent."""
    client = Client(create_app(settings, clock=lambda: now, rng=random.Random()))
    client.set_cookie(COOKIE, cookie, path="/desk")
    client.get("/desk/accounts/")  # everything is warm: what follows dies in this request and no other
    if step in STEPS:
        die_at(*STEPS[step])
    page = client.get(path).text
    if step == HALF_SENT:
        to.send(page[: page.index(until) + len(until)])
        die()
    to.send(page)
