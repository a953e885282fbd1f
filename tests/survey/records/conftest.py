"""Amina's record as most of these tests find it: notes by Sam, one that names Rosa too, and ways in for each reader."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim, NewSegment
from survey.people import store as people
from survey.people.invitation import form_key
from survey.records import store

SECRET_WORDS = "green door rabbit"


def part(words: str, claim: Claim, author: str, *about: str) -> NewSegment:
    return NewSegment(claim, author, about, {"words": words})


@dataclass
class Notes:
    """Where the notes are in the ledger."""

    groups: int  # Sam's opinion
    session: int  # what Sam saw, and Amina's words
    home: int  # one part about Amina, one about Rosa, one about both


@pytest.fixture
def notes(sayso: Sayso, cast: Cast) -> Notes:
    house = sayso.house
    when = {"now": house.clock(), "rng": house.rng}
    groups = [part("Amina finds it hard to be in groups.", Claim.OPINION, cast.sam, cast.amina)]
    session = [
        part("She helped two new people join in.", Claim.OBSERVATION, cast.sam, cast.amina),
        part("I stayed to half time.", Claim.THEIR_WORDS, cast.amina, cast.amina),
    ]
    home = [
        part("They moved to 14 Quay Street.", Claim.FACT, cast.sam, cast.amina, cast.rosa),
        part("Amina sleeps at her aunt’s on Fridays.", Claim.FACT, cast.sam, cast.amina),
        part("Rosa works nights.", Claim.FACT, cast.sam, cast.rosa),
    ]
    with house.database.writing() as db:
        seqs = [store.make_note(db, cast.sam, each, happened_at=None, **when) for each in (groups, session, home)]
    return Notes(*seqs)


@dataclass
class Visitor:
    """Someone on the people's side, with their link in hand and, after `open()`, the key to their record."""

    sayso: Sayso
    person_id: str
    token: str
    key: str = ""
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.sayso.people.test_client()

    def get(self, path: str):
        return self.client.get(path.format(key=self.key, token=self.token))

    def post(self, path: str, **form: str):
        hidden = form_key(self.token, self.sayso.house.settings.secret_key)
        return self.client.post(path.format(key=self.key, token=self.token), data={"form_key": hidden, **form})

    def open(self, second_thing: str = SECRET_WORDS) -> "Visitor":
        sent = self.post("/en/records/{token}/door", second_thing=second_thing)
        assert sent.status_code == 303, sent.text
        self.key = sent.headers["Location"].rsplit("/", 1)[-1]
        return self

    def at(self, *where: object) -> str:
        """An address in their opened record."""
        return "/".join(["/en/records/open", self.key, *map(str, where)])

    def record(self, query: str = "") -> str:
        page = self.get("/en/records/open/{key}" + query)
        assert page.status_code == 200, page.text
        return page.text

    def challenge(self, seq: int, kind: str = "unfair_opinion", words: str = "") -> int:
        """Say that it is not right; gives the challenge's place."""
        sent = self.post(f"/en/records/open/{self.key}/{seq}/challenge", kind=kind, words=words)
        assert sent.status_code == 303, sent.text
        return int(sent.headers["Location"].rsplit("/", 1)[-1])


@pytest.fixture
def visit(sayso: Sayso, cast: Cast) -> Callable[[str], Visitor]:
    """A way in for a person of the cast, with a fresh link."""

    def make(person_id: str) -> Visitor:
        house = sayso.house
        with house.database.writing() as db:
            invitation = people.invite(
                db,
                person_id,
                by=cast.sam,
                days=30,
                secret_key=house.settings.secret_key,
                now=house.clock(),
                rng=house.rng,
            )
        return Visitor(sayso, person_id, invitation.token)

    return make


@pytest.fixture
def amina(visit: Callable[[str], Visitor], cast: Cast) -> Visitor:
    """Amina, with her record open."""
    return visit(cast.amina).open()


@pytest.fixture
def rosa(visit: Callable[[str], Visitor], cast: Cast) -> Visitor:
    """Rosa, her mother, with her own record open."""
    return visit(cast.rosa).open("blue boat morning")
