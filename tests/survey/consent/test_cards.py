"""The words of the cards: all there, easy, and never changed once they have been used."""

from hashlib import sha256

import pytest

from survey.consent.for_child import for_child
from survey.consent.notice import Face, compose, joined
from survey.consent.purpose import PUBLISHED, Card, Choice, Purpose, card_for
from survey.consent.words.store import every_face
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
USED_FOR_CHILD = {("use_words", 1): "7a38bbe62f81105a"}


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
    faces = list(every_face(card.purpose))
    named = {"named": [("1", "Sam")], "age": 13, "child": "Amina"}
    notices = [compose(card, face, language="en", say=str, **named) for face in faces]
    assert len({each.sha256 for each in notices}) == len(faces)
    for each in notices:
        assert each.sha256 == sha256(each.text.encode()).hexdigest()
        assert each.id.endswith(each.sha256[:12])
        assert "%(" not in each.text
        assert each.words % each.fills == each.text, "the kept words and what was filled in give the text again"


@each_card
def test_a_parent_is_asked_only_where_the_law_rests_on_consent(card: Card) -> None:
    if card.choice is Choice.CONSENT:
        words = for_child(card.purpose, card.version).words()
        assert sha256("\n".join(words).encode()).hexdigest()[:16] == USED_FOR_CHILD[card.purpose.value, card.version]
        assert not [why for text in words if (why := readability.too_hard(readability.plain(text)))]
    else:
        with pytest.raises(NotThere):
            for_child(card.purpose, card.version)


def test_a_subject_chooses_about_b_c_and_d_and_nothing_else() -> None:
    assert {choice.value for choice in Choice} == {"b", "c", "d"}
    assert {card.choice for card in PUBLISHED} == set(Choice)
    by_consent = {card.purpose for card in PUBLISHED if card.article == "UK GDPR Article 6(1)(a)"}
    assert {card.purpose for card in PUBLISHED if card.choice is Choice.CONSENT} == by_consent


def test_names_are_joined_as_spoken() -> None:
    assert joined(["Sam"], str) == "Sam"
    assert joined(["Sam", "Priya"], str) == "Sam and Priya"
    assert joined(["Sam", "Priya", "Jo"], str) == "Sam, Priya and Jo"


def test_only_the_worker_s_card_holds_names_of_workers() -> None:
    for card in PUBLISHED:
        named = compose(card, Face.ASK, language="en", say=str, named=[("1", "Sam")]).named
        assert named == (("1",) if card.purpose is Purpose.WORKER_SEES else ())
