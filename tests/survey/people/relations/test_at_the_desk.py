"""A worker or a manager keeps right who may see what; bad input comes back with words beside it and nothing lost."""

import pytest
from sqlalchemy import select
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people.models import RelationRow
from survey.people.relations.store import scopes_of, show_evidence
from survey.people.relations.tie import Evidence, Shown
from survey.people.role import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ORDER = {"order_on": "2026-09-01", "since": "2026-09-02", "until": "", "words": "Family court, number 12, seen by me."}


@pytest.fixture
def tie(sayso: Sayso, cast: Cast) -> int:
    with sayso.house.database.reading() as session:
        return session.scalars(select(RelationRow.seq).where(RelationRow.from_id == cast.rosa)).one()


@pytest.fixture
def at(cast: Cast, tie: int) -> str:
    return f"/desk/people/{cast.amina}/relations/{tie}"


def sees(sayso: Sayso, cast: Cast) -> set[str]:
    with sayso.house.database.reading() as session:
        return {each.value for each in scopes_of(session, cast.rosa, sayso.house.clock().date()).get(cast.amina, ())}


def kinds(sayso: Sayso, cast: Cast) -> list[str]:
    with sayso.house.database.reading() as session:
        return [each.kind for each in entries_about(session, cast.amina)]


def worker(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


def manager(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def test_an_order_is_recorded_and_a_manager_lifts_it(sayso: Sayso, cast: Cast, at: str) -> None:
    sam, lena = worker(sayso, cast), manager(sayso, cast)
    assert sees(sayso, cast) == {"goals", "notes"}
    assert sam.post(f"{at}/restrict", stops_home="y", **ORDER).status_code == 303
    assert sees(sayso, cast) == set()
    page = sam.get(at).text
    assert "an order of a court stops it" in page
    assert "It is over" not in page, "a worker cannot lift it"
    (order,) = [seq for seq in at_orders(lena.get(at).text)]
    lift = f"{at.rpartition('/')[0]}/orders/{order}/lift"
    assert sam.get(lift).status_code == 403
    assert lena.post(lift, words="No").status_code == 422
    assert lena.post(lift, words="The court ended it, seen by me.").status_code == 303
    assert sees(sayso, cast) == {"goals", "notes"}
    assert "view.made" in kinds(sayso, cast), "a manager's look is told too"


def at_orders(page: str) -> list[str]:
    import re

    return re.findall(r"/relations/orders/(\d+)/lift", page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Pick what the order stops."),
        ({"stops_home": "y", "order_on": "soon"}, "Type the day like this"),
        ({"stops_home": "y", "order_on": ""}, "Type the day like this"),
        ({"stops_home": "y", "until": "2026-08-01"}, "after the first one"),
        ({"stops_home": "y", "words": "12"}, "Write a whole sentence"),
        ({"stops_home": "y", "words": "x" * 2001}, "too long"),
    ],
)
def test_an_order_that_cannot_be_comes_back(sayso: Sayso, cast: Cast, at: str, wrong, said) -> None:
    sent = worker(sayso, cast).post(f"{at}/restrict", **ORDER | wrong)
    assert sent.status_code == 422
    assert said in sent.text
    assert (ORDER | wrong)["words"][:40] in sent.text
    assert sees(sayso, cast) == {"goals", "notes"}


def test_responsibility_takes_proof(sayso: Sayso, cast: Cast, at: str) -> None:
    sam = worker(sayso, cast)
    refused = sam.post(f"{at}/evidence", shown="said", responsibility="y")
    assert (refused.status_code, "must have seen a birth certificate" in refused.text) == (422, True)
    assert sam.post(f"{at}/evidence", shown="nonsense").status_code == 422
    assert sam.post(f"{at}/evidence", shown="birth_certificate", responsibility="y").status_code == 303
    page = sam.get(at).text
    assert "A birth certificate" in page
    assert "Sam Okafor" in page


def test_what_she_says_comes_with_how_she_understands_it(sayso: Sayso, cast: Cast, at: str) -> None:
    """In England nobody of fifteen is taken to understand: what was seen of it is noted, for this decision."""
    sam = worker(sayso, cast)
    assert sam.post(f"{at}/sees", by="theirs", sees_notes="y").status_code == 422
    assert sees(sayso, cast) == {"goals", "notes"}
    assert sam.post(f"{at}/sees", by="theirs", sees_notes="y", saw="She said what a note is.").status_code == 303
    assert sees(sayso, cast) == {"notes"}
    assert sam.post(f"{at}/sees", by="theirs").status_code == 303, "to shut it takes no note"
    assert sees(sayso, cast) == set()
    assert kinds(sayso, cast).count("understanding.noted") == 1


def test_it_is_decided_for_her_only_by_proven_right(sayso: Sayso, cast: Cast, at: str, tie: int) -> None:
    sam, house = worker(sayso, cast), sayso.house
    form = {"by": "best_interests", "sees_goals": "y", "saw": "She could not say what a goal is.", "words": "x" * 30}
    refused = sam.post(f"{at}/sees", **form)
    assert refused.status_code == 422
    assert "Nobody has seen shown" in refused.text
    assert form["saw"] in refused.text
    assert "understanding.noted" not in kinds(sayso, cast), "all of it or nothing"
    with house.database.writing() as session:
        proof = Evidence(True, Shown.COURT_ORDER)
        show_evidence(session, tie, proof, by=cast.sam, now=house.clock(), rng=house.rng)
    assert sam.post(f"{at}/sees", **form).status_code == 303
    assert sees(sayso, cast) == {"goals"}
    assert "best interests" in sam.get(at).text
    house.clock.move(days=200)  # Amina is 16 in March
    assert sees(sayso, cast) == set()
    late = sam.post(f"{at}/sees", **form)
    assert (late.status_code, "From 16 on" in late.text) == (422, True)


def test_the_end_of_it_shuts_it(sayso: Sayso, cast: Cast, at: str) -> None:
    sam = worker(sayso, cast)
    assert sam.post(f"{at}/end", form_on=at).status_code == 303
    assert sees(sayso, cast) == set()
    assert sam.get(at).status_code == 404


def test_another_s_relation_is_not_there(sayso: Sayso, cast: Cast, tie: int) -> None:
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    for person in (cast.amina, cast.jordan):
        assert priya.get(f"/desk/people/{person}/relations/{tie}").status_code == 404
