"""The words of the cards: all there, easy, and never changed once they have been used."""

from hashlib import sha256

import pytest

from survey.consent.notice import Face, compose, joined
from survey.consent.purpose import PUBLISHED, Card, Purpose, card_for
from survey.errors import NotThere
from tests.house import readability

# A hash for each card ever published. Another wording is another version: add a card, and its hash, below.
USED = {
    ("take_part", 1): "a8c8f512ae3c8114",
    ("link_answers", 1): "356c3a770c3e225b",
    ("worker_sees", 1): "b31116f91bb08f23",
    ("count_me", 1): "71f3c193604cd989",
    ("use_words", 1): "c63a58e2e811fe63",
    ("research", 1): "2b84b83928a8b68b",
}


def name(card: Card) -> str:
    return f"{card.purpose.value}-{card.version}"


each_card = pytest.mark.parametrize("card", PUBLISHED, ids=name)


def test_all_six_purposes_have_a_card() -> None:
    assert {card.purpose for card in PUBLISHED} == set(Purpose)
    assert len({name(card) for card in PUBLISHED}) == len(PUBLISHED)
    with pytest.raises(NotThere):
        card_for(Purpose.COUNT_ME, 99)


@each_card
def test_a_card_that_was_used_never_changes(card: Card) -> None:
    words = "\n".join([*card.words(), card.article])
    assert sha256(words.encode()).hexdigest()[:16] == USED[card.purpose.value, card.version]


@each_card
def test_a_card_is_easy_to_read(card: Card) -> None:
    texts = [readability.plain(words) for words in card.words()]
    assert not [why for text in texts if (why := readability.too_hard(text))]


@each_card
def test_a_card_is_short_enough_for_a_phone(card: Card) -> None:
    notice = compose(card, Face.ASK, language="en", say=str, named=[("1", "Sam")])
    assert len(readability.words(notice.text)) <= 80


@each_card
def test_the_words_of_each_notice_are_its_own(card: Card) -> None:
    one, other = (compose(card, face, language="en", say=str, named=[("1", "Sam")]) for face in Face)
    assert one.sha256 != other.sha256
    assert one.sha256 == sha256(one.text.encode()).hexdigest()
    assert one.id.endswith(one.sha256[:12])
    assert "%(" not in one.text + other.text


def test_names_are_joined_as_spoken() -> None:
    assert joined(["Sam"], str) == "Sam"
    assert joined(["Sam", "Priya"], str) == "Sam and Priya"
    assert joined(["Sam", "Priya", "Jo"], str) == "Sam, Priya and Jo"


def test_only_the_worker_s_card_holds_names_of_workers() -> None:
    for card in PUBLISHED:
        named = compose(card, Face.ASK, language="en", say=str, named=[("1", "Sam")]).named
        assert named == (("1",) if card.purpose is Purpose.WORKER_SEES else ())
