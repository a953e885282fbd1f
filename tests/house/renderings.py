"""Every way in which an entry’s words reach anyone: ONE table for the render matrix, over one small scene.

In the scene each entry has the person's own words beside it, different for each, so that a page that shows an entry
without them is found out.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from databases import copy_sqlite
from looks import look_at
from staff import Desk, desk_of

from outcomes.goals.store import set_goal, share_goal
from people import Cast, gather
from survey.app import Sayso, create_app
from survey.consent.store import decide
from survey.exports import brought, carried
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people import store as people
from survey.people.person import Kind as Person
from survey.people.relation import Relation
from survey.people.role import Role
from survey.people.seals import store as seals
from survey.people.seals.seal import Authority as Law
from survey.people.seals.seal import Mode, Seal
from survey.records.challenge import Kind
from survey.records.opening.store import open_record
from survey.records.statements.store import add_statement
from survey.records.store import make_note, raise_challenge
from survey.settings import Settings
from survey.sharing import store as sharing
from survey.sharing.share import Authority, Share, Telling, Told
from tests.conftest import NOON, SECRET, Clock

ENTRIES = ("note", "held", "kept", "goal", "choice", "answers", "look")


def words(key: str) -> str:
    """What she says beside one entry: markup, quotes, spaces, a line end, and a letter in a form that is not normal."""
    return f'About the {key}: I like <b>small</b> groups & "quiet".\n  It’s e\u0301norm loud 😀'


@dataclass
class Scene:
    """The application, whose keys open what, and where each entry is."""

    sayso: Sayso
    cast: Cast
    at: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    link: str = ""

    def own(self, path: str, who: str = "amina") -> str:
        """A page of the people's side, opened with that person's key."""
        names = {"key": self.keys[who], "amina": self.cast.amina, "link": self.link, **self.at}
        answer = self.sayso.people.test_client().get(path.format(**names))
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def desk(self, path: str, who: str = "sam", form: dict[str, Any] | None = None) -> str:
        """A page of the staff side."""
        address = path.format(amina=self.cast.amina, **self.at)
        desk = self.desks[who]
        if form is None:
            answer = desk.get(address)
        else:
            answer = desk.client.post(address, data=form | {"csrf_token": desk.token(address)})
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text


def make_scene(template: Path, path: Path) -> Scene:
    """Amina's entries, her words beside each, and everyone who may read them."""
    copy_sqlite(template, path)
    settings = Settings(mode="test", secret_key=SECRET, database_url=f"sqlite:///{path}")
    sayso = create_app(settings, clock=Clock(NOON), rng=random.Random(23))
    scene = Scene(sayso, gather(sayso.house))
    house, cast = sayso.house, scene.cast
    now: dict[str, Any] = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        _entries(session, scene, now)
        nia = people.add_person(
            session, by=None, kind=Person.FAMILY, name="Nia", born=None, organisation_id=None, **now
        )
        sees = {"by": cast.amina, "sees": ("notes", "goals", "speaks")}
        people.relate(session, Relation.ADVOCATE, nia, cast.amina, **sees, **now)
    scene.at["look"] = look_at(house, cast.jo, cast.amina, [scene.at["note"]], what="notes", why="A referral.")
    with house.database.writing() as session:
        _beside(session, scene, now)
        _passed_on(session, scene, now)
        seal = Seal.of(
            cast.amina, cast.rosa, mode=Mode.SILENT, authority=Law.SOCIAL_WORK, test="She could be hurt." * 3
        )
        day = NOON.date()
        scene.at["seal"] = seals.propose(session, seal, scene.at["kept"], by=cast.sam, today=day, **now)
        for who, person in (("amina", cast.amina), ("rosa", cast.rosa), ("jordan", cast.jordan), ("nia", nia)):
            given = {"by": None, "days": 30, "secret_key": SECRET, **now}
            token = people.invite(session, person, **given).token
            scene.keys[who] = open_record(session, person, token, **now)
    for name, role in (("sam", Role.PRACTITIONER), ("lena", Role.MANAGER), ("dee", Role.DATA_LEAD)):
        scene.desks[name] = desk_of(sayso, getattr(cast, name), role)
    _brought(scene, now)
    return scene


def _entries(session: Any, scene: Scene, now: dict[str, Any]) -> None:
    cast, at = scene.cast, scene.at

    def note(text: str) -> int:
        part = NewSegment(Claim.OPINION, cast.sam, (cast.amina,), {"words": text})
        return make_note(session, cast.sam, [part], happened_at=None, **now)

    at["note"], at["held"], at["kept"] = map(note, ("Hard in groups.", "Came late.", "Afraid on Sundays."))
    at["goal"] = set_goal(session, cast.amina, "Go to football", own_words=False, rating=3, by=cast.sam, **now)
    share_goal(session, cast.amina, at["goal"], shared=True, **now)
    for purpose in ("take_part", "worker_sees", "count_me"):
        at["choice"] = decide(session, cast.amina, purpose, "given", **now).seq
    sent = {"questionnaire": "experience", "version": 1, "round": "autumn", "answers": {"experience.1": 3}}
    answers = NewSegment(Claim.THEIR_WORDS, cast.amina, (cast.amina,), sent)
    at["answers"] = record(session, NewEntry("answers.submitted", cast.amina, (answers,)), **now).seq


def _beside(session: Any, scene: Scene, now: dict[str, Any]) -> None:
    amina = scene.cast.amina
    for key in ENTRIES:
        if key != "held":
            scene.at[f"said_{key}"] = add_statement(session, amina, scene.at[key], words(key), **now)
    held = raise_challenge(session, amina, scene.at["held"], Kind.WRONG_FACT, words("held"), **now)
    scene.at["challenge"] = held


def _passed_on(session: Any, scene: Scene, now: dict[str, Any]) -> None:
    """One share that she said Yes to, and one that she is asked about."""
    cast = scene.cast
    told = Told.of(Telling.BEFORE, None, "", NOON.date())
    to = {"organisation": "Quayside School", "recipient": "Ms Lee", "necessity": "To plan her timetable."}
    share = Share.of(((scene.at["note"], 0),), **to, authority=Authority.CONSENT, authority_words="", told=told)
    scene.at["share"] = sharing.propose(session, cast.amina, share, by=cast.sam, **now)
    scene.link = sharing.answer(session, scene.at["share"], by=cast.amina, agree=True, **now) or ""
    scene.at["asked"] = sharing.propose(session, cast.amina, share, by=cast.sam, **now)


def _brought(scene: Scene, now: dict[str, Any]) -> None:
    """Amina's file, brought into another record, as it would be at another service."""
    page = scene.own("/en/exports/open/{key}/saved.html")
    file = carried.read(page, scene.sayso.house.signer.key)
    with scene.sayso.house.database.writing() as session:
        for entry in file.entries:
            made = brought.new_entry(entry, file, scene.cast.jordan) if entry.seq == scene.at["note"] else None
            if made:
                record(session, made, **now)


@dataclass(frozen=True)
class Rendering:
    """One way of showing entries: of which, in which templates, and how to get it."""

    of: tuple[str, ...]
    get: Callable[[Scene], str]
    templates: tuple[str, ...] = ()
    is_page: bool = True


CARD = ("records/_card.html", "records/statements/_said.html")
FOUND = (*CARD, "records/_found.html")
WHOLE = ("records/_whole.html", "records/statements/_said.html")
ALL_BUT_LOOK = tuple(each for each in ENTRIES if each != "look")
GRANTED = ("note", "goal")  # to Rosa and Nia; what is kept from one, or challenged, they do not see
FILE = ("exports/_entry.html", "exports/file.html")
RECORD = "/en/records/open/{key}"
SHARE_FORM: dict[str, Any] = {
    "step": "telling",
    "organisation": "Quayside School",
    "recipient": "Ms Lee",
    "necessity": "To plan her timetable.",
    "authority": Authority.SAFEGUARDING.value,
    "told": Telling.AFTER.value,
    "on": (date(2026, 9, 14) + timedelta(days=20)).isoformat(),
}


def own(path: str, who: str = "amina") -> Callable[[Scene], str]:
    return lambda scene: scene.own(path, who)


def desk(path: str, who: str = "sam") -> Callable[[Scene], str]:
    return lambda scene: scene.desk(path, who)


def _last_step(scene: Scene) -> str:
    return scene.desk("/desk/sharing/{amina}/new", form=SHARE_FORM | {"parts": f"{scene.at['note']}.0"})


RENDERINGS: dict[str, Rendering] = {
    "her record": Rendering(ALL_BUT_LOOK, own(RECORD), FOUND),
    "her record, by theme": Rendering(ALL_BUT_LOOK, own(RECORD + "?order=theme"), FOUND),
    "her record, looked through": Rendering(("note",), own(RECORD + "?words=groups"), FOUND),
    "her record, on paper": Rendering(ALL_BUT_LOOK, own(RECORD + "/paper"), (*WHOLE, "records/paper.html")),
    "saying that it is not right": Rendering(("note",), own(RECORD + "/{note}/challenge"), ("records/challenge.html",)),
    "adding her side": Rendering(("note",), own(RECORD + "/{note}/side"), ("records/side.html",)),
    "where her challenge is": Rendering(("held",), own(RECORD + "/challenges/{challenge}"), ("records/state.html",)),
    "taking them away": Rendering(
        ("note",), own(RECORD + "/words/{said_note}/away"), ("records/statements/take_away.html",)
    ),
    "who looked": Rendering(("look",), own(RECORD + "/looks"), ("records/looks.html",)),
    "who looked, by month": Rendering(("look",), own(RECORD + "/months"), ("records/months.html",)),
    "a look that is odd": Rendering(("look",), own(RECORD + "/{look}/challenge"), ("records/challenge.html",)),
    "who was told, and what they would get": Rendering(
        ("note",), own("/en/sharing/mine/{key}"), ("sharing/mine.html",)
    ),
    "her mother’s view": Rendering(GRANTED, own(RECORD + "/about/{amina}", "rosa"), FOUND),
    "her mother’s view, on paper": Rendering(GRANTED, own(RECORD + "/about/{amina}/paper", "rosa"), WHOLE),
    "her advocate’s view": Rendering(GRANTED, own(RECORD + "/about/{amina}", "nia"), FOUND),
    "speaking up for her": Rendering(
        ("note",), own(RECORD + "/about/{amina}/{note}/challenge", "nia"), ("records/challenge.html",)
    ),
    "whoever got a share": Rendering(("note",), own("/en/sharing/got/{link}"), ("sharing/got.html",)),
    "brought to another record": Rendering(("note",), own(RECORD, "jordan"), CARD),
    "her file": Rendering(ENTRIES, own("/en/exports/open/{key}/saved.html"), FILE),
    "her mother’s file": Rendering(GRANTED, own("/en/exports/open/{key}/about/{amina}/saved.html", "rosa"), FILE),
    **{
        f"her choices: {kind}": Rendering(
            ("choice",) + (("look",) if kind.startswith("fhir") else ()),
            own(f"/en/exports/open/{{key}}/choices/{kind}.json"),
            is_page=False,
        )
        for kind in ("iso-27560", "kantara", "fhir-r5", "fhir-r4b")
    },
    "notes, at the desk": Rendering(
        ("note", "held", "kept"), desk("/desk/records/{amina}"), ("records/desk/list.html",)
    ),
    "answering": Rendering(("held",), desk("/desk/records/owed/{challenge}", "lena"), ("records/desk/answer.html",)),
    "letting it be used": Rendering(
        ("held",), desk("/desk/records/owed/{challenge}/release", "lena"), ("records/desk/release.html",)
    ),
    "choosing what to pass on": Rendering(
        ("note",), desk("/desk/sharing/{amina}/new"), ("sharing/desk/_step_what.html",)
    ),
    "the last look before passing on": Rendering(("note",), _last_step, ("sharing/desk/_step_check.html",)),
    "a share, at the desk": Rendering(("note",), desk("/desk/sharing/{share}"), ("sharing/desk/one.html",)),
    "a share that waits, at the desk": Rendering(("note",), desk("/desk/sharing/{asked}"), ("sharing/desk/one.html",)),
    "choosing what to keep back": Rendering(
        ("note", "kept"), desk("/desk/withholding/of/{amina}"), ("withholding/desk/of.html",)
    ),
    "keeping one back": Rendering(
        ("note",), desk("/desk/withholding/of/{amina}/{note}"), ("withholding/desk/new.html",)
    ),
    "what is kept back": Rendering(("kept",), desk("/desk/withholding/{seal}", "dee"), ("withholding/desk/one.html",)),
    "her goals, at the desk": Rendering(
        ("goal",), desk("/desk/goals/{amina}"), ("goals/desk/review.html", "goals/_words.html")
    ),
    "rating a goal with her": Rendering(("goal",), desk("/desk/goals/{amina}/{goal}/rate"), ("goals/desk/rate.html",)),
    "the caseload": Rendering(("goal",), desk("/desk/people/"), ("people/desk/caseload.html",)),
    "her page, at the desk": Rendering(("goal",), desk("/desk/people/{amina}"), ("people/desk/person.html",)),
    "her answers, at the desk": Rendering(
        ("answers",), desk("/desk/responses/{amina}"), ("responses/desk/answers.html",)
    ),
}

# Templates that show someone's words, and none of an entry that can have words beside it.
NO_ENTRY: dict[str, str] = {
    "components/": "what the others are made of",
    "layouts/": "no record is in a layout",
    "accounts/desk/signed_out.html": "what staff typed and would lose",
    "exports/mine.html": "the way to the file; each choice by its name",
    "goals/_chart.html": "numbers",
    "goals/close.html": "her own goal to herself, by the link alone; what she says of it is behind her second thing",
    "goals/mine.html": "as goals/close.html",
    "goals/one.html": "as goals/close.html",
    "goals/rate.html": "as goals/close.html",
    "goals/new.html": "as goals/close.html",
    "goals/group.html": "as goals/close.html",
    "impact/": "published figures, and words that went out by a Yes of their own, without a name",
    "people/desk/broken.html": "what staff said when they broke glass",
    "people/desk/link.html": "a link",
    "people/desk/relation.html": "why a relative may see something: of the relation, not of an entry",
    "records/desk/released.html": "why something is used: what staff wrote, for staff",
    "responses/_what_changed.html": "what staff said to everyone in a round: about nobody",
    "responses/board.html": "suggestions without a name; her own, to herself, by the link alone",
    "responses/desk/board.html": "suggestions without a name: what she says beside hers would say whose it is",
    "responses/desk/changed.html": "as responses/_what_changed.html",
    "responses/desk/whose.html": "one suggestion, for who fears for her; the way to her record is not here",
    "responses/not_saved.html": "what she typed and would lose",
    "retention/desk/lift.html": "why something is held: what staff wrote, for staff",
    "retention/desk/one.html": "why something goes; what goes is listed by kind and day, and never shown",
    "sharing/desk/link.html": "a link",
    "sharing/desk/put_right_link.html": "a link",
}


def strings_in(value: object) -> Iterator[str]:
    """Every string in a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def loaded(text: str) -> list[str]:
    return list(strings_in(json.loads(text)))
