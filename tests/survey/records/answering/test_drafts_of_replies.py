"""Drafts of replies: one for each kind and outcome, easy to read, filled with what is known, blank for the rest."""

import re
from itertools import product

import pytest

from survey.readability import hard_to_read
from survey.records.answering.drafts import BlanksLeft, Facts, blanks, draft, require_no_blank
from survey.records.challenge import Kind, Outcome
from tests.house.readability import too_hard

AMINA = Facts("Amina", "14 Sept", "Lena Marsh", author="Sam Okafor", is_note=True)
LOOK = Facts("Amina", "14 Sept", "Lena Marsh")
MISSING = Facts("Amina", "14 Sept", "Lena Marsh", is_entry=False)
EVERY = list(product(Kind, Outcome))


def say(words: str, **filled: str) -> str:
    return words % filled if filled else words


def filled_in(text: str) -> str:
    return re.sub(r"\[[^\]]*\]", "I read it all.", text)


@pytest.mark.parametrize("facts", [AMINA, LOOK, MISSING], ids=["note", "look", "missing"])
def test_every_draft_can_be_read_by_a_nine_year_old_and_begins_and_ends_with_them(facts: Facts) -> None:
    for kind, outcome in EVERY:
        text = draft(kind, outcome, facts, say)
        assert text.startswith("Hello Amina,\n\nOn 14 Sept you "), text
        assert "I am Lena Marsh." in text
        assert too_hard(filled_in(text)) is None
        assert hard_to_read(filled_in(text)) is None


def test_no_two_drafts_say_the_same() -> None:
    assert len({draft(kind, outcome, AMINA, say) for kind, outcome in EVERY}) == len(EVERY)


def test_every_draft_has_a_blank_so_that_none_is_sent_as_it_is() -> None:
    for kind, outcome in EVERY:
        with pytest.raises(BlanksLeft):
            require_no_blank(draft(kind, outcome, AMINA, say))
        require_no_blank(filled_in(draft(kind, outcome, AMINA, say)))


@pytest.mark.parametrize("left", ["We asked [", "We asked [whom]", "]", "a [b] c"])
def test_half_a_blank_is_one_too(left: str) -> None:
    assert blanks(left)


def test_the_new_words_are_quoted_and_what_went_is_named() -> None:
    changed = (("She was rude.", "She was tired."), ("She lied.", ""))
    text = draft(
        Kind.WRONG_FACT, Outcome.CORRECTED, Facts("Amina", "14 Sept", "Lena", is_note=True, changed=changed), say
    )
    assert "It said: “She was rude.” Now it says: “She was tired.” We took out: “She lied.”" in text
    assert "[what it says now]" not in text


def test_of_what_is_missing_nothing_is_said_to_be_used_or_changed() -> None:
    for outcome in Outcome:
        text = draft(Kind.MISSING, outcome, MISSING, say)
        assert not re.search(r"on hold|do not use|used to say|now it says|next to it|change it", text, re.IGNORECASE)


def test_whoever_is_not_upheld_is_told_the_way_on() -> None:
    for kind in Kind:
        assert "ask for someone new to look at it" in draft(kind, Outcome.NOT_CHANGED, AMINA, say)


def test_a_hard_reply_is_said_to_be_hard_and_what_makes_it_so() -> None:
    found = hard_to_read(
        "Following comprehensive consideration of the representations submitted, "
        "the organisation has determined that amendment is unwarranted."
    )
    assert found is not None
    assert found.age > 18, "an adult who has studied"
    assert found.longest == 15
    assert found.long_words == ("representations", "comprehensive", "consideration", "organisation")
    assert hard_to_read("Not changed.") is None
