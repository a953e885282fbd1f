"""By whose hands answers came, as an entry holds it, and as each reader reads it. Without a database."""

import pytest

from survey.responses.hands import hands, hands_row, hands_row_for_staff, helper_of


def say(words: str, **names: str) -> str:
    return words % names if names else words


@pytest.mark.parametrize(
    ("how", "helper", "held", "theirs", "staff"),
    [
        (None, None, {}, "", ""),
        ("kiosk", None, {"how": "kiosk"}, "On a screen that others use, too.", "On a shared screen"),
        (
            "aloud",
            "sam",
            {"how": "aloud", "helped_by": "sam"},
            "Your worker read it out and typed for you.",
            "Read aloud and typed by a worker",
        ),
    ],
)
def test_what_is_held_and_what_is_read(how, helper, held, theirs, staff):
    assert dict(hands(how, helper)) == held
    assert [words for _head, words in hands_row(held, say)] == ([theirs] if theirs else [])
    assert [words for _head, words in hands_row_for_staff(held, say)] == ([staff] if staff else [])
    assert helper_of(held) == helper


def test_a_helper_who_is_known_is_named():
    assert hands_row({"how": "aloud"}, say, "Sam") == (("How you sent it", "Sam read it out and typed for you."),)
