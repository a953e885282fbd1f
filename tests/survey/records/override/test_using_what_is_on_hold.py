"""A senior lets an entry be used while it is on hold: whoever challenged it reads who, what for, why, until when."""

from collections.abc import Callable
from datetime import date

import pytest
from looks import seqs_in
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about, rebuild
from survey.people.looks.look import Onlooker
from survey.people.role import Role
from survey.records.challenge import Kind
from survey.records.override.models import Override
from survey.records.override.override import Grounds
from survey.records.override.store import release, usable
from survey.records.store import raise_challenge
from tests.conftest import Clock
from tests.survey.records.conftest import Notes, Visitor

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = "The duty team needs it today."
FORM = {"use": "enquiry", "why": WHY, "until": "2026-09-20"}
RELEASED = "/desk/records/released"


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


@pytest.fixture
def says_so(sayso: Sayso) -> Callable[[str, int], int]:
    def make(person: str, entry: int) -> int:
        house = sayso.house
        with house.database.writing() as session:
            return raise_challenge(session, person, entry, Kind.WRONG_FACT, "", now=house.clock(), rng=house.rng)

    return make


def in_use(sayso: Sayso, seq: int) -> bool:
    with sayso.house.database.reading() as session:
        return usable(session, [seq], sayso.house.clock()) == {seq}


@on_sqlite
def test_it_is_used_for_as_long_as_was_said_and_they_read_all_of_it(
    amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    seq = amina.challenge(notes.groups, words="I like small groups.")
    page = lena.get(f"/desk/records/owed/{seq}/release")
    for words in ("Amina finds it hard to be in groups.", "I like small groups.", "There is no way to hide it."):
        assert words in page.text
    assert lena.post(f"/desk/records/owed/{seq}/release", **FORM).status_code == 303
    assert in_use(sayso, notes.groups)
    assert WHY in lena.get(RELEASED).text
    assert lena.get(f"/desk/records/owed/{seq}").status_code == 403, "whoever released it does not answer it"
    with sayso.house.database.reading() as session:
        (told,) = entries_about(session, cast.amina, ["restriction.overridden"])
        looks = entries_about(session, cast.amina, ["view.made"])
    assert told.subjects == {cast.amina}
    assert any({notes.groups, seq} <= seqs_in(look) for look in looks)
    card = amina.get(amina.at(told.seq, "challenge")).text
    for words in ("Lena Marsh lets it be used all the same.", "To find out if someone is safe", WHY, "Sun 20 Sept"):
        assert words in card, "on its card, from where it can be said not to be right"


@on_sqlite
def test_what_is_left_out_is_asked_for_and_nothing_typed_is_lost(
    says_so: Callable[[str, int], int], notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    where = f"/desk/records/owed/{says_so(cast.amina, notes.groups)}/release"
    for change, sentence in (
        ({"use": ""}, "Pick what it is needed for."),
        ({"why": "Needed."}, "They will read it."),
        ({"until": ""}, "Pick a last day"),
        ({"until": "2026-09-29"}, "Pick a last day"),
        ({"until": "soon"}, "Type the day like this"),
    ):
        page = lena.post(where, **FORM | change)
        assert page.status_code == 422
        assert sentence in page.text
        for typed in (FORM | change).values():
            assert typed in page.text
    assert not in_use(sayso, notes.groups)


@on_sqlite
def test_it_ends_when_someone_ends_it_or_the_day_is_over_or_the_challenge_is(
    says_so: Callable[[str, int], int], notes: Notes, sayso: Sayso, cast: Cast, lena: Desk, clock: Clock
) -> None:
    seq = says_so(cast.amina, notes.groups)
    lena.post(f"/desk/records/owed/{seq}/release", **FORM)
    assert lena.post(f"/desk/records/owed/{seq}/release", **FORM).status_code == 409, "one at a time"
    with sayso.house.database.reading() as session:
        (made,) = entries_about(session, cast.amina, ["restriction.overridden"])
    dee = desk_of(sayso, cast.dee, Role.DATA_LEAD)
    assert dee.get(f"/desk/records/owed/{seq}/release").status_code == 403
    assert dee.post(f"{RELEASED}/{made.seq}/end", RELEASED).status_code == 303
    assert not in_use(sayso, notes.groups)
    assert dee.post(f"{RELEASED}/{made.seq}/end", "/desk/accounts/change").status_code == 409
    with sayso.house.database.reading() as session:
        (ended,) = entries_about(session, cast.amina, ["restriction.resumed"])
    assert (ended.actor, ended.links["ends"]) == (cast.dee, made.seq)
    lena.post(f"/desk/records/owed/{seq}/release", **FORM)
    clock.move(days=6)
    assert in_use(sayso, notes.groups), "the last day itself counts"
    clock.move(days=1)
    assert not in_use(sayso, notes.groups)
    assert "Nothing is." in lena.get(RELEASED).text


def test_each_who_challenged_it_is_told_apart_and_rebuilding_changes_nothing(
    says_so: Callable[[str, int], int], notes: Notes, sayso: Sayso, cast: Cast
) -> None:
    seqs = [says_so(person, notes.home) for person in (cast.amina, cast.rosa)]
    house, lena = sayso.house, Onlooker(cast.lena, "harbour", frozenset({Role.MANAGER}))
    grounds = Grounds.of("plan", WHY, date(2026, 9, 20), date(2026, 9, 14))
    with house.database.writing() as session:
        made = release(session, seqs[0], grounds, lena, now=house.clock(), rng=house.rng)
        told = [entries_about(session, person, ["restriction.overridden"]) for person in (cast.amina, cast.rosa)]
        assert [[each.seq for each in found] for found in told] == [[made[0]], [made[1]]]
        assert all(len(each.subjects) == 1 for found in told for each in found), (
            "of another’s challenge they learn nothing"
        )
        assert rebuild(session) == []
    with pytest.raises(IntegrityError), house.database.writing() as session:
        session.execute(update(Override).values(days=15))


@on_sqlite
def test_another_organisation_s_is_not_there(
    says_so: Callable[[str, int], int], notes: Notes, sayso: Sayso, cast: Cast, lena: Desk
) -> None:
    seq = says_so(cast.amina, notes.groups)
    jo = desk_of(sayso, cast.jo, Role.MANAGER)
    assert jo.get(f"/desk/records/owed/{seq}/release").status_code == 404
    lena.post(f"/desk/records/owed/{seq}/release", **FORM)
    assert WHY not in jo.get(RELEASED).text
    with sayso.house.database.reading() as session:
        (made,) = entries_about(session, cast.amina, ["restriction.overridden"])
    assert jo.post(f"{RELEASED}/{made.seq}/end", "/desk/accounts/change").status_code == 404
    assert in_use(sayso, notes.groups)
