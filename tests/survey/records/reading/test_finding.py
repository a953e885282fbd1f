"""Finding something: words as people type them, filters that all hold together, pages that keep their place."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.ledger.entry import Claim
from survey.people.looks.look import Unusual
from survey.records.account.account import Card, Case
from survey.records.account.finding import Asked, Order, Wrong, asked_in, fits, folded, holds
from survey.records.account.looks import Look
from survey.records.account.paging import by_theme, page_after, page_with
from survey.records.account.picking import Place, found_words, only_words, pick, who_words
from survey.records.account.shown import show
from survey.records.account.themes import Theme
from survey.records.account.told_to import Has, ToldTo
from survey.records.challenge import Challenge, Kind
from tests.survey.records.reading.a_record import AMINA, DAD, NOON, ROSA, SAM, VOICE, card, part, reader


def local(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def shown(each: Card):
    return show(each, reader(), VOICE, NOON)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("zoe", "Zoë"),
        ("ŁUKASZ", "łukasz"),
        ("dont", "don’t"),
        ("don't", "don’t"),
        ("well being", "well-being"),
        ("strasse", "Straße"),
        ("الى", "إلى"),
        ("  two\n words ", "words, two of them"),
    ],
)
def test_words_are_found_however_they_are_typed(typed: str, written: str) -> None:
    assert holds(shown(card(1, part(0, f"She met {written}.", AMINA))), typed)


def test_folding_twice_changes_nothing() -> None:
    for text in ("Zoë’s", "ŒUVRE", "ﬁn", "İstanbul", "Ⅳ"):
        assert folded(folded(text)) == folded(text)


def test_names_what_it_used_to_say_and_who_was_told_are_found_but_not_what_stands_on_every_card() -> None:
    each = replace(card(1), told=(ToldTo("Eastmere School", NOON, Has.OLD),))
    assert holds(shown(each), "sam okafor")
    assert holds(shown(each), "eastmere old")
    assert not holds(shown(each), "help")
    assert not holds(shown(each), "sam elephant")


def challenged(each: Card, *, withdrawn: bool = False) -> Card:
    class Raised(Challenge):
        @property
        def withdrawn(self) -> bool:
            return withdrawn

    return replace(each, cases=(Case(Raised(99, each.seq, AMINA, Kind.WRONG_FACT, NOON)),))


def looked_at(each: Card, *, expected: bool) -> Card:
    odd = () if expected else (Unusual.NOT_ON_CASELOAD,)
    return replace(each, looks=(Look(50, SAM, NOON, "notes", "", frozenset({each.seq}), expected, odd),))


CARDS = [
    card(8, kind="goal.set", by=AMINA),
    looked_at(card(7, part(0, "I did.", AMINA, claim=Claim.THEIR_WORDS, author=AMINA)), expected=False),
    challenged(card(6, part(0, "He shouts.", AMINA, claim=Claim.OPINION))),
    challenged(card(5), withdrawn=True),
    looked_at(card(4), expected=True),
    card(3, kind="consent.given", by=AMINA),
]
WAYS = {
    "theme": (Asked(theme=Theme.NOTES), {7, 6, 5, 4}),
    "who": (Asked(who=AMINA[:8]), {8, 7, 3}),
    "sure": (Asked(sure=Claim.OPINION), {6}),
    "since": (Asked(since=date(2026, 9, 20)), {8, 7, 6}),
    "until": (Asked(until=date(2026, 9, 18)), {4, 3}),
    "said": (Asked(said=True), {6}),
    "odd": (Asked(odd=True), {7}),
}


@pytest.mark.parametrize("one", WAYS)
@pytest.mark.parametrize("other", WAYS)
def test_what_is_asked_together_has_to_hold_together(one: str, other: str) -> None:
    both = Asked(**{name: getattr(WAYS[name][0], name) for name in (one, other)})
    assert {each.seq for each in CARDS if fits(each, both, local)} == WAYS[one][1] & WAYS[other][1]


def test_a_question_reads_back_from_its_address() -> None:
    days = date(2026, 1, 2), date(2026, 3, 4)
    whole = Asked("zoë", Theme.GOALS, AMINA[:8], Claim.FACT, *days, said=True, odd=True, order=Order.THEME)
    assert asked_in(whole.query()) == (whole, {})
    assert asked_in({"show": "<script>", "sure": "maybe", "order": "rank", "after": "x"}) == (Asked(), {})
    assert not Asked(order=Order.THEME).narrows


def test_what_cannot_be_asked_is_said_next_to_the_field() -> None:
    assert asked_in({"words": "a" * 101})[1] == {"words": Wrong.TOO_LONG}
    assert asked_in({"since": "yesterday", "until": "2026-02-30"})[1] == dict.fromkeys(("since", "until"), Wrong.NO_DAY)
    assert asked_in({"since": "2026-02-02", "until": "2026-02-01"})[1] == {"until": Wrong.BACKWARDS}


MANY = [card(seq) for seq in range(50, 0, -1)]


def test_pages_follow_each_other_and_leave_nothing_out() -> None:
    seen, page = [], page_after(MANY)
    while True:
        seen += [each.seq for each in page.cards]
        assert (page.first, page.last) == (len(seen) - len(page.cards) + 1, len(seen))
        if page.older is None:
            break
        page = page_after(MANY, page.older)
    assert seen == list(range(50, 0, -1))
    back = page_after(MANY, page.newer)
    assert [each.seq for each in back.cards] == list(range(30, 10, -1))
    assert back.newer == 0


def test_an_address_keeps_its_place_when_newer_things_come() -> None:
    before, came = page_after(MANY, 31), [card(seq) for seq in (53, 52, 51)]
    assert page_after([*came, *MANY], 31).cards == before.cards
    assert page_after([each for each in MANY if each.seq != 31], 31).cards == before.cards


def test_the_page_with_one_entry() -> None:
    assert 7 in {each.seq for each in page_with(MANY, 7).cards}
    assert page_with(MANY, 999).first == 1


def test_by_theme_shows_a_few_of_each_when_there_are_many() -> None:
    groups = by_theme([*CARDS, *MANY])
    assert [(each.theme, len(each.cards), each.total) for each in groups][:2] == [
        (Theme.NOTES, 3, 54),
        (Theme.GOALS, 1, 1),
    ]
    assert [len(each.cards) for each in by_theme(CARDS)] == [4, 1, 1]


def picked(asked: Asked, place: Place = Place()):  # noqa: B008 - it never changes
    return pick([*CARDS, *MANY], asked, local, shown, place)


def test_what_is_shown_is_said_with_the_count() -> None:
    assert found_words(picked(Asked()), VOICE) == "56 things, newest first"
    some = picked(Asked(words="sam", theme=Theme.NOTES, sure=Claim.OPINION, since=date(2026, 9, 1), order=Order.THEME))
    assert found_words(some, VOICE) == "1 of 56, by theme"
    assert only_words(some, reader(), VOICE) == "You see only: “sam”, Notes, Opinion, from 1 Sep."
    assert only_words(picked(Asked()), reader(), VOICE) == ""
    assert len(picked(Asked(), Place(whole=True)).cards) == 56


def test_a_relative_is_offered_no_name_of_another_relative() -> None:
    found = pick([card(1, by=DAD), card(2, by=ROSA), *MANY], Asked(), local, shown, Place())
    assert [name for _id, name in who_words(found, reader(), VOICE)] == ["Rosa", "Sam Okafor", "Zoë Łuk"]
    theirs = reader(ROSA, AMINA, organisations={SAM: "Harbour"})
    assert [name for _id, name in who_words(found, theirs, VOICE)] == ["You", "Sam Okafor"]


def test_a_day_is_when_it_happened_not_when_it_was_written() -> None:
    late = card(9)
    happened = replace(late.first, effective_at=NOON - timedelta(days=30))
    assert fits(replace(late, first=happened), Asked(until=date(2026, 8, 20)), local)
