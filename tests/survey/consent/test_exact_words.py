"""Invariant 9: the words a person saw are the words that are hashed, kept, and never changed."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from people import Cast
from survey.app import Sayso, create_app
from survey.cli import main
from survey.consent.decision import Answer, State
from survey.consent.models import NoticeUsed
from survey.consent.notice import LABELS, Face
from survey.consent.purpose import Choice, Purpose, card_for
from survey.consent.store import decide
from survey.consent.words.store import WordsChanged, every_face, hold, words_of
from survey.database import HistoryHolds
from survey.ledger.store import entries_about
from survey.people.role import Role
from survey.settings import Settings
from tests.conftest import Clock
from tests.house import pseudo
from tests.staff import desk_of
from tests.survey.consent.asking import ages_file, carer_says, child_says
from tests.survey.consent.walking import Phone

LANGUAGES = ("en", "qps", "qps_rtl")
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class CardOnThePage(HTMLParser):
    """The words of the card as a reader of the page gets them: its heading, and each label with its words."""

    def __init__(self) -> None:
        super().__init__()
        self.question, self.rows, self._open = "", [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("h1", "h3") and given.get("id") == "question":
            self._open = "question"
        elif tag == "details":
            self._open = "beyond"
        elif tag in ("dt", "dd") and self._open != "beyond":
            self._open = tag
            if tag == "dt":
                self.rows.append(["", ""])

    def handle_endtag(self, tag: str) -> None:
        if self._open != "beyond" and tag in ("h1", "h3", "dt", "dd"):
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "question":
            self.question += data
        elif self._open in ("dt", "dd"):
            self.rows[-1][self._open == "dd"] += data

    @classmethod
    def read(cls, markup: str) -> str:
        card = cls()
        card.feed(markup)
        return "\n".join([card.question, *(f"{label}: {words}" for label, words in card.rows)])


@pytest.fixture
def speaking(settings: Settings, clock: Clock, tmp_path: Path) -> Iterator[Sayso]:
    """English and two made-up languages, in a house where a parent is asked for anyone under 16."""
    folder = pseudo.write(tmp_path / "translations", "qps", "qps_rtl")
    here = {"languages": LANGUAGES, "translations_dir": str(folder), "art8_ages": ages_file(tmp_path, 16)}
    app = create_app(replace(settings, **here), clock=clock, rng=random.Random(7))
    yield app
    app.house.database.dispose()


def addresses(phone: Phone, rosa: Phone, amina: str, face: Face, purpose: Purpose) -> str:
    if face in (Face.CARER, Face.CARER_STOP):
        return f"/consent/{rosa.token}/for/{amina}/{purpose.value}"
    return f"/consent/{phone.token}/{purpose.value}"


@sqlite_only
def test_the_hash_is_of_the_very_words_on_the_page(speaking: Sayso, cast: Cast) -> None:
    """Every purpose, every face, every language: read from the page, hashed, and found in the entry that answers it."""
    phone, rosa, grown = (Phone(speaking, who) for who in (cast.amina, cast.rosa, cast.jordan))
    sam, priya = (desk_of(speaking, who, Role.PRACTITIONER) for who in (cast.sam, cast.priya))
    seen = set()

    def check(markup: str, face: Face, purpose: Purpose, language: str) -> None:
        on_page = CardOnThePage.read(markup)
        told = re.search(r'name="notice" value="([0-9a-f]{64})"', markup)[1]
        assert sha256(on_page.encode()).hexdigest() == told, (purpose, face, language)
        assert f"{purpose.value}-1-{face.value}-{language}-{told[:12]}" in markup
        seen.add((purpose, face, language))

    for purpose in Purpose:
        both = card_for(purpose).choice is Choice.CONSENT
        for language in LANGUAGES:
            here = f"/{language}{addresses(phone, rosa, cast.amina, Face.ASK, purpose)}"
            check(phone.look(here).markup, Face.ASK_BOTH if both else Face.ASK, purpose, language)
            there = sam.get(f"/desk/consent/{cast.amina}/{purpose.value}", headers={"Accept-Language": language})
            check(there.text, Face.ALOUD_BOTH if both else Face.ALOUD, purpose, language)
        child_says(speaking.house, cast.amina, State.GIVEN, purpose)
        for language in LANGUAGES:
            here = f"/{language}{addresses(phone, rosa, cast.amina, Face.STOP, purpose)}"
            check(phone.look(here).markup, Face.STOP, purpose, language)
    for face, answer in ((Face.CARER, Answer.YES), (Face.CARER_STOP, Answer.NO)):
        for language in LANGUAGES:
            here = f"/{language}{addresses(phone, rosa, cast.amina, face, Purpose.USE_WORDS)}"
            check(phone.look(here).markup, face, Purpose.USE_WORDS, language)
        carer_says(speaking.house, cast.rosa, answer)
    for language in LANGUAGES:  # Jordan is 17: their own Yes is enough
        check(grown.look(f"/{language}/consent/{grown.token}/use_words").markup, Face.ASK, Purpose.USE_WORDS, language)
        there = priya.get(f"/desk/consent/{cast.jordan}/use_words", headers={"Accept-Language": language})
        check(there.text, Face.ALOUD, Purpose.USE_WORDS, language)
    assert seen == {(p, face, code) for p in Purpose for face in every_face(p) for code in LANGUAGES}


def test_a_tap_keeps_the_words_and_the_entry_leads_back_to_them(sayso: Sayso, cast: Cast) -> None:
    phone = Phone(sayso, cast.amina)
    shown = CardOnThePage.read(phone.open("worker_sees").markup)
    phone.press("Yes")
    with sayso.house.database.reading() as session:
        (entry,) = entries_about(session, cast.amina, ["consent.given"])
        (kept,) = session.execute(select(NoticeUsed.__table__)).all()
        assert entry.content["notice"]["text"] == shown
        assert words_of(session, entry.content["notice"]) == shown
    assert "Sam" in shown
    assert "Sam" not in kept.text, "what is kept for ever names nobody"
    assert (kept.purpose, kept.version, kept.face, kept.language) == ("worker_sees", 1, "ask", "en")
    phone.open("worker_sees")
    phone.press("No")
    with sayso.house.database.reading() as session:
        assert {row.face for row in session.execute(select(NoticeUsed.__table__))} == {"ask", "stop"}


@pytest.mark.parametrize("rewriting", ["UPDATE notice_used SET text = 'x'", "DELETE FROM notice_used"])
def test_kept_words_cannot_be_rewritten(sayso: Sayso, cast: Cast, rewriting: str) -> None:
    child_says(sayso.house, cast.amina, State.GIVEN)
    with pytest.raises((DatabaseError, HistoryHolds)), sayso.house.database.writing() as session:
        session.execute(text(rewriting))


def catalogue(folder: Path, **said: str) -> Path:
    """A Welsh catalogue in which some messages are translated so."""
    place = folder / "cy" / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    po += [polib.POEntry(msgid=english, msgstr=welsh) for english, welsh in said.items()]
    po.save_as_mofile(str(place / "messages.mo"))
    return folder


WHY = "To show how many of you feel heard. To ask for better help near you."


@sqlite_only
def test_words_that_were_used_cannot_be_changed_in_a_catalogue(with_languages, cast: Cast, tmp_path: Path) -> None:
    """A typo put right is other words too: they are published as another version, which asks again."""
    first = with_languages(("cy",), catalogue(tmp_path / "one", **{WHY: "I ddangos."}))
    phone = Phone(first, cast.amina)
    assert "I ddangos." in phone.look(f"/cy/consent/{phone.token}/count_me").says
    phone.press("Yes")
    hold(first.house)
    token = Phone(first, cast.jordan).token
    changed = with_languages(("cy",), catalogue(tmp_path / "two", **{WHY: "I ddangos!"}))
    with pytest.raises(WordsChanged, match=r"count_me, version 1, in cy .* publish the new ones as version 2"):
        hold(changed.house)
    later = Phone(changed, cast.jordan, token)
    later.look(f"/cy/consent/{later.token}/count_me")
    assert later.press("Yes").status == 409, "and nothing is recorded under a version that says something else"
    assert later.states() == {}
    elsewhere = with_languages(("cy",), catalogue(tmp_path / "three", **{WHY: "I ddangos.", "Leave now": "Gadael"}))
    hold(elsewhere.house)  # another message may change
    for app in (first, changed, elsewhere):
        app.house.database.dispose()


@sqlite_only
def test_a_service_does_not_start_with_words_that_have_changed(
    sayso: Sayso, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sayso.house.database.writing() as session:
        decide(session, cast.amina, "count_me", "given", now=sayso.house.clock(), rng=sayso.house.rng)
    here = sayso.house.settings
    urls = {"DATABASE_URL": here.database_url, "KEYS_DATABASE_URL": here.keys_database_url}
    for name, value in {"MODE": "test", "SECRET_KEY": "x" * 32, **urls}.items():
        monkeypatch.setenv(f"SAYSO_{name}", value)
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    monkeypatch.setitem(LABELS, Face.ASK, ())
    refused = CliRunner().invoke(main, ["db", "upgrade"])
    assert refused.exit_code == 1
    assert "The words of the card count_me, version 1, in en have changed" in refused.output
