"""Names are found by how their words begin, without case or accents; too many are none. And what a sentence is."""

import pytest

from survey.people.glass.glass import is_a_sentence, matching, plain

NAMES = [("1", "Zoë Ní Bhriain"), ("2", "Amina"), ("3", "Jordan Ámin")]


@pytest.mark.parametrize(
    ("typed", "found"), [("zoe", ["1"]), ("AMI", ["2", "3"]), ("bhr", ["1"]), ("mina", []), ("jor am", ["3"])]
)
def test_names_are_found_by_how_they_begin_in_any_script_of_ours(typed, found) -> None:
    assert matching(typed, NAMES) == found
    assert matching(typed, [(str(n), "Amina Zoe Bhr Jor") for n in range(11)]) == [], "too many are none"
    assert plain("ÉLODIE") == "elodie"
    assert is_a_sentence("She has not come home.")
