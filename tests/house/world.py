"""A small world for the table of who may: the cast with links and accounts, one thing of each kind, on one SQLite file.

Everything is made by the application's own functions. `open_world` copies it, so that each row starts from the same.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from databases import copy_sqlite
from sqlalchemy.orm import Session
from staff import Desk, desk_of
from werkzeug.test import Client, TestResponse

from outcomes.goals.store import set_goal
from outcomes.impact.access.agreement import Audience, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.voices.store import offer
from people import Cast, gather
from survey.app import Sayso, create_app
from survey.consent.store import decide
from survey.kiosk.store import make_kiosk, open_here
from survey.kiosk.together.store import hand_over
from survey.ledger.entry import Claim, NewSegment
from survey.ledger.store import entries_about
from survey.people.invitation import form_key
from survey.people.looks.look import Onlooker
from survey.people.person import Kind as KindOfPerson
from survey.people.relation import Relation
from survey.people.relations.store import restrict
from survey.people.relations.tie import Restriction, Stops
from survey.people.role import Role
from survey.people.seals.seal import Authority as Law
from survey.people.seals.seal import Mode, Seal
from survey.people.seals.store import propose as keep_back
from survey.people.store import add_person, invite, relate, relations_to
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.records.account.gone import Why
from survey.records.challenge import Kind
from survey.records.opening.store import open_record
from survey.records.override.override import Grounds
from survey.records.override.store import release
from survey.records.statements.store import add_statement
from survey.records.store import make_note, raise_challenge
from survey.responses.board.store import suggest
from survey.responses.sending import Sending
from survey.responses.sitting import Sent
from survey.responses.store import record_answers, sit_down
from survey.responses.what_changed.store import say_back
from survey.retention import store as retention
from survey.retention.hold import Authority
from survey.retention.holds.store import place as place_hold
from survey.safety import store as watched
from survey.safety.alerts.store import on_sending, open_alerts
from survey.safety.watching import Plan
from survey.settings import Settings
from survey.sharing import store as sharing
from survey.sharing.request import Asker, Ending, Power, Request, Result
from survey.sharing.requests import store as requests
from survey.sharing.share import Authority as Leave
from survey.sharing.share import Share, Telling, Told
from tests.house.figures_of_the_world import add_a_release
from tests.house.rows import MADE_UP

ROLES = {
    "sam": Role.PRACTITIONER,
    "priya": Role.PRACTITIONER,
    "jo": Role.PRACTITIONER,
    "lena": Role.MANAGER,
    "dee": Role.DATA_LEAD,
    "carys": Role.COMMISSIONER,
}


@dataclass
class World:
    """The application, who everyone is, the keys they hold, and the things that addresses name."""

    sayso: Sayso
    cast: Cast
    tokens: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, Any] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    forms: dict[str, tuple[str, dict[Any, Any]]] = field(default_factory=dict)  # what a form of theirs carries

    def address(self, rule: str, names: Mapping[str, str], who: str) -> str:
        """The address of a route as this person would ask for it."""
        own = {"lang": "en", "token": self.tokens.get(who, MADE_UP), "key": self.keys.get(who, MADE_UP)}
        given = own | self.things | {name: self.things.get(thing, thing) for name, thing in names.items()}
        for placeholder in re.findall(r"<[^>]+>", rule):
            rule = rule.replace(placeholder, given[placeholder.strip("<>").rpartition(":")[2]])
        return rule

    def ask_people(self, method: str, address: str, who: str, form: Mapping[str, str]) -> TestResponse:
        key = form_key(self.tokens.get(who, MADE_UP), self.sayso.house.settings.secret_key)
        return Client(self.sayso).open(
            address, method=method, data=form | {"form_key": key} if method == "POST" else None
        )

    def ask_staff(self, method: str, address: str, who: str, form: Mapping[str, str]) -> TestResponse:
        desk = Desk(self.sayso)  # a browser of its own for every question: nothing carries over but being signed in
        desk.client._cookies = dict(self.cookies.get(who, {}))
        if method != "POST":
            return desk.client.open(address, method=method)
        if who not in self.forms:  # the same for every copy of the world: it hangs on the cookies alone
            token = desk.token("/desk/accounts/change" if who in self.cookies else "/desk/accounts/login")
            self.forms[who] = token, dict(desk.client._cookies)
        token, desk.client._cookies = self.forms[who][0], dict(self.forms[who][1])
        return desk.client.open(address, method=method, data=dict(form) | {"csrf_token": token})


def make_world(settings: Settings, clock: Callable[[], datetime]) -> World:
    """The world as it is before anyone asks for anything."""
    settings = replace(settings, sms="console", sms_sender="Hello", mail="console", reminder_from="hi@post.example")
    sayso = create_app(settings, clock=clock, rng=random.Random(11))
    world = World(sayso, gather(sayso.house))
    with sayso.house.database.writing() as session:
        _fill(session, world)
    sit_down(sayso.house.database, world.cast.amina, "autumn", sayso.house.clock())
    for name in ("amina", "jordan", "rosa"):
        world.tokens[name] = _link(sayso, getattr(world.cast, name), None if name == "rosa" else "autumn")
        world.keys[name] = _opened(sayso, getattr(world.cast, name), world.tokens[name])
    for name, role in ROLES.items():
        world.cookies[name] = desk_of(sayso, getattr(world.cast, name), role).client._cookies
    with sayso.house.database.writing() as session:
        _of_watching(session, world)
        _of_screens(session, world)
    return world


def _fill(session: Session, world: World) -> None:
    """A round that is open, Amina's Yes to some of the cards, a goal of hers, and a note by Sam that she challenges."""
    house, cast = world.sayso.house, world.cast
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    round_facts = {"organisation_id": "harbour", "questionnaire": "experience", "title": "Autumn", "wave": 1}
    days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 5)}
    open_round(session, shelf(""), "autumn", **round_facts, **days)
    for purpose in ("take_part", "worker_sees", "count_me"):
        world.things.setdefault("yes", str(decide(session, cast.amina, purpose, "given", **at).seq))
    goal = set_goal(session, cast.amina, "Go to football on Thursdays", rating=3, **at)
    seen = NewSegment(Claim.OPINION, cast.sam, (cast.amina,), {"words": "Amina finds it hard to be in groups."})
    note = make_note(session, cast.sam, [seen], happened_at=None, **at)
    challenge = raise_challenge(session, cast.amina, note, Kind.UNFAIR_OPINION, "I like small groups.", **at)
    _of_use_on_hold(session, world, challenge)
    world.things["words"] = str(entries_about(session, cast.amina, ["statement.added"])[0].seq)
    _of_passing_on(session, world)
    _of_putting_right(session, world)
    _of_keeping_back(session, world)
    _of_family(session, world)
    _of_erasing(session, world, note, goal)
    _of_their_say(session, world)
    _of_releases(session, world)
    world.things |= {"person": cast.amina, "person_id": cast.amina, "round_id": "autumn", "page": "1", "number": "1"}
    world.things["goal"] = str(goal)
    _of_voices(session, world)
    world.things |= {"goal": str(goal), "goal_id": str(goal), "seq": str(note), "challenge": str(challenge)}


def _of_their_say(session: Session, world: World) -> None:
    """What Jordan says we should have asked, and what Lena said back to everyone."""
    at: dict[str, Any] = {"now": world.sayso.house.clock(), "rng": world.sayso.house.rng}
    said = suggest(session, world.cast.jordan, "autumn", "Ask if we can come at the weekend.", **at)
    back = say_back(
        session, "autumn", "You said it was cold. We got heaters.", is_change=True, by=world.cast.lena, **at
    )
    world.things |= {"suggestion": str(said), "said_back": str(back)}


def _of_voices(session: Session, world: World) -> None:
    """Amina lets a goal of hers be shown, beside figures, with no name."""
    at: dict[str, Any] = {"now": world.sayso.house.clock(), "rng": world.sayso.house.rng}
    decide(session, world.cast.amina, "use_words", "given", **at)
    goal = int(world.things["goal"])
    world.things["quote"] = str(offer(session, world.cast.amina, goal, "", **at))


def _of_releases(session: Session, world: World) -> None:
    """Commissioners and analysts may read every release, on pages."""
    today = world.sayso.house.clock().date()
    why = {"purpose": "To plan what is bought.", "signed_by": "Head of commissioning, Northshore Council"}
    at: dict[str, Any] = {"by": world.cast.dee, "now": world.sayso.house.clock(), "rng": world.sayso.house.rng}
    for role in (Role.COMMISSIONER, Role.ANALYST):
        terms = Terms(Audience.ROLE, role.value, today, today + timedelta(days=365), **why)
        world.things["agreement"] = str(agree(session, terms, **at))
    now = {"now": world.sayso.house.clock(), "rng": world.sayso.house.rng}
    world.things |= add_a_release(session, world.cast.carys, **now)


def _of_use_on_hold(session: Session, world: World, challenge: int) -> None:
    """Lena lets the note be used while it is on hold."""
    house, lena = world.sayso.house, Onlooker(world.cast.lena, "harbour", frozenset({Role.MANAGER}))
    today = house.clock().date()
    grounds = Grounds.of("enquiry", "The duty team needs it for an enquiry.", today + timedelta(days=7), today)
    world.things["override"] = str(release(session, challenge, grounds, lena, now=house.clock(), rng=house.rng)[0])


def _of_keeping_back(session: Session, world: World) -> None:
    """A note of Sam's that is kept from Rosa. Nobody has signed it yet."""
    house, cast = world.sayso.house, world.cast
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    said = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": "Amina asked us to say nothing at home."})
    note = make_note(session, cast.sam, [said], happened_at=None, **at)
    test = "Amina could be hurt at home if it were known that she spoke of this."
    seal = Seal.of(cast.amina, cast.rosa, mode=Mode.SILENT, authority=Law.SOCIAL_WORK, test=test)
    today = house.clock().date()
    world.things["seal"] = str(keep_back(session, seal, note, by=cast.sam, today=today, **at))


def _of_family(session: Session, world: World) -> None:
    """Rosa is Amina's mother; of her father, who is kept away by an order, there is an entry too."""
    at: dict[str, Any] = {"now": world.sayso.house.clock(), "rng": world.sayso.house.rng}
    (mother,) = relations_to(session, world.cast.amina, [Relation.PARENT])
    father = add_person(session, kind=KindOfPerson.FAMILY, name="Dan", by=world.cast.sam, **at)
    tie = relate(session, Relation.PARENT, father, world.cast.amina, by=world.cast.sam, **at)
    day = world.sayso.house.clock().date()
    order = Restriction(frozenset({Stops.CONTACT}), day, day, None, "Seen at the family court, number 12.")
    world.things |= {"relation": str(mother.seq), "order": str(restrict(session, tie, order, by=world.cast.sam, **at))}


def _of_passing_on(session: Session, world: World) -> None:
    """Another note of Sam's, which he would pass on; and a request for data that Lena has weighed."""
    house, cast, day = world.sayso.house, world.cast, world.sayso.house.clock().date()
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    seen = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": "Amina came each week in June."})
    note = make_note(session, cast.sam, [seen], happened_at=None, **at)
    who = {"organisation": "Quayside School", "recipient": "Ms Lee, head of year", "authority_words": ""}
    told = Told.of(Telling.AFTER, day + timedelta(days=20), "", day)
    why = {"necessity": "To plan her timetable.", "authority": Leave.SAFEGUARDING, "told": told}
    share = Share.of(((note, 0),), **who, **why)
    world.things["share"] = str(sharing.propose(session, cast.amina, share, by=cast.sam, **at))
    power = {"power": Power.NONE, "power_words": "", "compulsory": False}
    asked = Request.of(Asker.POLICE, organisation="Eastmere Police", scope="Where she was on 3 May.", **power)
    by = {"organisation_id": "harbour", "by": cast.lena}
    request = requests.receive(session, cast.amina, asked, **by, **at)
    no = {"reason": "It is not necessary.", "given": "", "tell_on": day, "today": day}
    requests.weigh(session, request, Ending.of(asked, Result.REFUSED, **no), by=cast.lena, **at)
    world.things["request"] = str(request)


def _of_screens(session: Session, world: World) -> None:
    """A tablet in Harbour's waiting room, at which Jordan sits; and a device that Sam is handing to Amina."""
    house, cast = world.sayso.house, world.cast
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    screen = make_kiosk(session, "Waiting room", organisation_id="harbour", by=cast.lena, **at)
    world.things |= {"kiosk": screen.address or "", "screen_id": str(screen.id)}
    world.things["at_kiosk"] = open_here(session, screen, cast.jordan, "autumn", seconds=300, **at)
    world.things["handed"] = hand_over(session, cast.sam, cast.amina, "autumn", house.clock(), house.rng)


def _of_watching(session: Session, world: World) -> None:
    """Sam is told when someone says that they did not feel safe. Jordan did; Priya, who works with him, is not told.

    Another route is proposed by Lena, who cannot confirm it herself.
    """
    house, cast = world.sayso.house, world.cast
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    who: dict[str, Any] = {"name": "the safeguarding lead", "people": (cast.sam,), "phone": "01632 960 001"}
    when: dict[str, Any] = {"hours": "mon-sun 09:00-17:00 Europe/London", "within": 60, "starts_on": date(2026, 9, 1)}
    plan = Plan.of(("experience", 1), {"experience_1": (0,)}, **who, **when)
    routes = [watched.propose(session, "harbour", plan, by=cast.lena, **at) for _each in range(2)]
    watched.confirm(session, routes[0], "harbour", by=cast.dee, **at)
    watched.send_test(session, routes[0], "harbour", by=cast.dee, **at)
    watched.answer_test(session, routes[0], by=cast.sam, **at)
    codes = {"experience_1": 0}
    seq = record_answers(session, cast.jordan, "autumn", Sent("experience", 1, codes, {}), **at).seq
    on_sending(session, Sending(cast.jordan, "autumn", codes, {}, [seq], str(routes[0])), house.clock(), house.rng)
    (alert,) = open_alerts(session, "harbour")
    world.things |= {"watch": str(routes[0]), "proposed_watch": str(routes[1]), "alert": str(alert.seq)}
    world.things |= {"questionnaire": "experience", "version": "1"}


def _of_putting_right(session: Session, world: World) -> None:
    """Something passed on, beside which Amina put her words since: whoever got it has to be told."""
    house, cast, day = world.sayso.house, world.cast, world.sayso.house.clock().date()
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    seen = NewSegment(Claim.OBSERVATION, cast.sam, (cast.amina,), {"words": "Amina came late in May."})
    note = make_note(session, cast.sam, [seen], happened_at=None, **at)
    who = {"organisation": "Quayside School", "recipient": "Ms Lee, head of year", "authority_words": ""}
    why = {"necessity": "To plan her timetable.", "authority": Leave.SAFEGUARDING, "told": Told(Telling.BEFORE, day)}
    share = sharing.propose(session, cast.amina, Share.of(((note, 0),), **who, **why), by=cast.sam, **at)
    sharing.answer(session, share, by=cast.lena, agree=True, **at)
    add_statement(session, cast.amina, note, "My bus was late.", **at)
    world.things["put_right"] = str(share)


def _of_erasing(session: Session, world: World, note: int, goal: int) -> None:
    """The note: proposed by Lena. The goal: signed twice, so it is coming. Jordan's record: on hold."""
    house, cast = world.sayso.house, world.cast
    at: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    by: dict[str, Any] = {"why": Why.NOT_NEEDED, "words": "It is old.", "by": cast.lena, "roles": [Role.MANAGER]}
    for thing, seq in (("erasure", note), ("coming", goal)):
        world.things[thing] = str(retention.propose(session, cast.amina, places={(seq, 0)}, **by, **at))
    retention.approve(session, int(world.things["coming"]), cast.dee, [Role.DATA_LEAD], **at)
    held: dict[str, Any] = {"entry_seq": None, "authority": Authority.COURT, "words": "An order.", "by": cast.dee}
    until = (house.clock() + timedelta(days=30)).date()
    world.things["hold"] = str(place_hold(session, cast.jordan, review_on=until, **held, **at))


def _link(sayso: Sayso, person_id: str, round_id: str | None) -> str:
    house = sayso.house
    given = {"by": None, "days": 30, "secret_key": house.settings.secret_key, "round_id": round_id}
    with house.database.writing() as session:
        return invite(session, person_id, **given, now=house.clock(), rng=house.rng).token


def _opened(sayso: Sayso, person_id: str, token: str) -> str:
    house = sayso.house
    with house.database.writing() as session:
        return open_record(session, person_id, token, now=house.clock(), rng=house.rng)


def open_world(world: World, path: Path, clock: Callable[[], datetime], settings: Settings | None = None) -> World:
    """The same world in a file of its own, with other settings if need be."""
    made = world.sayso.house
    copy_sqlite(made.database.engine.url.database, path)
    settings = replace(settings or made.settings, database_url=f"sqlite:///{path}")
    sayso = create_app(settings, clock=clock, rng=random.Random(12))
    return World(sayso, world.cast, world.tokens, world.keys, world.cookies, world.things, world.forms)
