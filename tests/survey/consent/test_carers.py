"""Where the law asks for a parent's Yes as well: each says their own, and the child's No wins."""

import pytest

from people import Cast
from survey.app import Sayso
from survey.consent.carers.store import the_one
from survey.consent.decision import Answer, NoSuchStep, State
from survey.consent.purpose import Purpose
from survey.consent.standing import fold, require_carer_step
from survey.consent.store import people_with, stands
from survey.errors import NotThere
from survey.ledger.store import entries_about, rebuild
from survey.people.store import end_relation
from tests.survey.consent.asking import WORDS, asked, carer_says, child_says, how_it_stands, relation_of
from tests.survey.consent.walking import Phone

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def effect(app: Sayso, person: str) -> bool:
    with app.house.database.reading() as session:
        one, all_of_them = stands(session, person, WORDS), session.scalars(people_with(WORDS)).all()
    assert one is (person in all_of_them) is how_it_stands(app.house, person).stands
    return one


def test_both_must_say_yes_and_either_can_end_it(strict: Sayso, strict_cast: Cast) -> None:
    house, amina, rosa = strict.house, strict_cast.amina, strict_cast.rosa
    child_says(house, amina, State.GIVEN)
    assert not effect(strict, amina), "a child's Yes alone is not enough"
    carer_says(house, rosa, Answer.YES)
    assert effect(strict, amina)
    carer_says(house, rosa, Answer.NO)
    assert not effect(strict, amina)
    (said,) = how_it_stands(house, amina).carers
    assert said.state is State.REVOKED, "what a parent takes back was another's"
    carer_says(house, rosa, Answer.YES)
    assert effect(strict, amina)
    child_says(house, amina, State.WITHDRAWN)
    assert not effect(strict, amina), "a child's No wins"
    with house.database.writing() as session:
        from survey.consent.projection.store import FOLDED, standing

        assert fold(entries_about(session, amina, FOLDED)[::-1]) == standing(session, amina)
        assert rebuild(session) == []
        session.rollback()


@sqlite_only
def test_a_parent_s_yes_alone_gives_nothing(strict: Sayso, strict_cast: Cast) -> None:
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    with strict.house.database.reading() as session:
        assert not stands(session, strict_cast.amina, WORDS)
    child_says(strict.house, strict_cast.amina, State.REFUSED)
    assert not effect(strict, strict_cast.amina)


@sqlite_only
def test_when_someone_is_a_parent_no_more_their_yes_is_none(strict: Sayso, strict_cast: Cast) -> None:
    house = strict.house
    child_says(house, strict_cast.amina, State.GIVEN)
    carer_says(house, strict_cast.rosa, Answer.YES)
    with house.database.writing() as session:
        end_relation(session, relation_of(house, strict_cast), by=None, now=house.clock(), rng=house.rng)
    assert not effect(strict, strict_cast.amina)
    assert not asked(house, strict_cast.rosa)


@sqlite_only
def test_a_parent_is_asked_for_nothing_that_does_not_rest_on_consent(strict: Sayso, strict_cast: Cast) -> None:
    assert [each.purpose for each in asked(strict.house, strict_cast.rosa)] == [WORDS]
    assert asked(strict.house, strict_cast.amina) == asked(strict.house, strict_cast.sam) == []
    with pytest.raises(NotThere):
        the_one(asked(strict.house, strict_cast.rosa), strict_cast.amina, Purpose.COUNT_ME)
    with pytest.raises(NotThere):
        the_one(asked(strict.house, strict_cast.rosa), strict_cast.jordan, WORDS)


@sqlite_only
def test_where_the_child_s_own_yes_is_enough_no_parent_is_asked(sayso: Sayso, cast: Cast) -> None:
    assert asked(sayso.house, cast.rosa) == []
    rosa = Phone(sayso, cast.rosa)
    assert "Amina" not in rosa.look(f"/en/consent/{rosa.token}").says
    assert rosa.look(f"/en/consent/{rosa.token}/for/{cast.amina}/use_words").status == 404


@sqlite_only
def test_the_parent_picks_on_their_own_link_and_learns_nothing_of_the_child_s(strict: Sayso, strict_cast: Cast) -> None:
    rosa, address = Phone(strict, strict_cast.rosa), f"/for/{strict_cast.amina}/use_words"
    before = rosa.look(f"/en/consent/{rosa.token}").says
    card = rosa.look(f"/en/consent/{rosa.token}{address}").says
    child_says(strict.house, strict_cast.amina, State.REFUSED)
    assert rosa.look(f"/en/consent/{rosa.token}").says == before
    assert rosa.look(f"/en/consent/{rosa.token}{address}").says == card
    assert "Can we show what Amina said, with no name?" in card
    assert "If they say No, it is No." in card
    rosa.press("Yes")
    assert "Your choice now: Yes" in rosa.page.says
    assert "We take it down, and put it in nothing new." in rosa.page.says
    assert "Your choice is saved. Keep this if you want to:" in rosa.page.says, "with a receipt of her own"
    given = rosa.taps
    rosa.press("No")
    assert rosa.taps - given == 1, "taking it back takes no more taps than giving"
    assert "Your choice now: No" in rosa.page.says


@sqlite_only
def test_the_child_is_told_on_the_card_and_in_the_list_that_another_is_asked(strict: Sayso, strict_cast: Cast) -> None:
    amina = Phone(strict, strict_cast.amina)
    page = amina.open("use_words")
    assert "Who else picks A parent or carer picks too, as you are under 16." in page.says
    assert "Who else picks" not in amina.open("count_me").says
    amina.open("use_words")
    amina.press("Yes")
    amina.open("use_words")
    assert "A parent or carer has to say Yes too. Until then" in amina.page.says
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    assert "has to say Yes too" not in amina.open("use_words").says


@sqlite_only
def test_both_read_what_the_parent_said_and_it_is_evidence(strict: Sayso, strict_cast: Cast) -> None:
    carer_says(strict.house, strict_cast.rosa, Answer.YES)
    with strict.house.database.reading() as session:
        (entry,) = entries_about(session, strict_cast.amina, ["consent.given"])
        assert entries_about(session, strict_cast.rosa, ["consent.given"]) == [entry]
    assert (entry.actor, entry.on_behalf_of) == (strict_cast.rosa, strict_cast.amina)
    relation = relation_of(strict.house, strict_cast)
    assert entry.content["decider"] == {"person": strict_cast.rosa, "relation": relation}
    assert entry.content["notice"]["face"] == "carer"
    assert entry.segments[0].author == strict_cast.rosa


@sqlite_only
def test_bad_input_on_the_parent_s_card(strict: Sayso, strict_cast: Cast) -> None:
    rosa = Phone(strict, strict_cast.rosa)
    address = f"/en/consent/{rosa.token}/for/{strict_cast.amina}/use_words"
    page = rosa.look(address)
    sent = {"form_key": page.field("form_key"), "notice": page.field("notice")}
    for choice in ("", "maybe", "yes\x00"):
        assert rosa.client.post(address, data=sent | {"choice": choice}).status_code == 422
    assert rosa.client.post(address, data=sent | {"choice": "yes", "notice": "x"}).status_code == 409
    assert rosa.client.post(address, data=sent | {"choice": "yes", "form_key": ""}).status_code == 403
    amina = Phone(strict, strict_cast.amina)
    assert amina.look(f"/en/consent/{amina.token}/for/{strict_cast.amina}/use_words").status == 404


def test_a_parent_never_withdraws_what_is_another_s() -> None:
    with pytest.raises(NoSuchStep):
        require_carer_step(None, State.WITHDRAWN)
