"""A small world for the table of who may: the cast with links and accounts, one thing of each kind, on one SQLite file.

Everything is made by the application's own functions. `open_world` copies it, so that each row starts from the same.
"""

import random
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from staff import Desk, desk_of
from werkzeug.test import Client, TestResponse

from people import Cast, gather
from survey.app import Sayso, create_app
from survey.people.invitation import form_key
from survey.people.role import Role
from survey.people.store import invite
from survey.settings import Settings

ROLES = {
    "sam": Role.PRACTITIONER,
    "priya": Role.PRACTITIONER,
    "jo": Role.PRACTITIONER,
    "lena": Role.MANAGER,
    "dee": Role.DATA_LEAD,
    "carys": Role.COMMISSIONER,
}
MADE_UP = "1" + "A" * 32


@dataclass
class World:
    """The application, who everyone is, the keys they hold, and the things that addresses name."""

    sayso: Sayso
    cast: Cast
    tokens: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    def address(self, rule: str, names: Mapping[str, str], who: str) -> str:
        """The address of a route as this person would ask for it."""
        given = {"lang": "en", "token": self.tokens.get(who, MADE_UP)} | self.things | dict(names)
        for placeholder in re.findall(r"<[^>]+>", rule):
            rule = rule.replace(placeholder, given[placeholder.strip("<>").rpartition(":")[2]])
        return rule

    def ask_people(self, method: str, address: str, who: str, form: Mapping[str, str]) -> TestResponse:
        key = form_key(self.tokens.get(who, MADE_UP), self.sayso.house.settings.secret_key)
        return Client(self.sayso).open(
            address, method=method, data=form | {"form_key": key} if method == "POST" else None
        )

    def ask_staff(self, method: str, address: str, who: str, form: Mapping[str, str]) -> TestResponse:
        desk = self.desks.get(who) or Desk(self.sayso)
        own_form = "/desk/accounts/change" if who in self.desks else "/desk/accounts/login"
        sent = dict(form) | {"csrf_token": desk.token(own_form)} if method == "POST" else None
        return desk.client.open(address, method=method, data=sent)


def make_world(settings: Settings, clock: Callable[[], datetime]) -> World:
    """The world as it is before anyone asks for anything."""
    sayso = create_app(settings, clock=clock, rng=random.Random(11))
    world = World(sayso, gather(sayso.house))
    for name in ("amina", "jordan", "rosa"):
        world.tokens[name] = _link(sayso, getattr(world.cast, name))
    for name, role in ROLES.items():
        world.desks[name] = desk_of(sayso, getattr(world.cast, name), role)
    world.things = {"person": world.cast.amina, "person_id": world.cast.amina}
    return world


def _link(sayso: Sayso, person_id: str) -> str:
    house = sayso.house
    with house.database.writing() as session:
        given = {
            "by": None,
            "days": 30,
            "secret_key": house.settings.secret_key,
            "now": house.clock(),
            "rng": house.rng,
        }
        return invite(session, person_id, **given).token


def open_world(world: World, path: Path, clock: Callable[[], datetime]) -> World:
    """The same world in a file of its own."""
    made = world.sayso.house
    shutil.copy(made.database.engine.url.database, path)
    settings = replace(made.settings, database_url=f"sqlite:///{path}")
    sayso = create_app(settings, clock=clock, rng=random.Random(12))
    opened = World(sayso, world.cast, world.tokens, things=world.things)
    for name, desk in world.desks.items():
        opened.desks[name] = other = Desk(sayso)
        other.client._cookies = dict(desk.client._cookies)  # signed in already: the secret is the same
    return opened
