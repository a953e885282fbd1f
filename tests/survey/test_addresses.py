"""Addresses typed by hand: a number no database can hold is no page, on any route of either side, never a failure."""

import re

import pytest
from werkzeug.routing import Rule
from werkzeug.test import Client

from survey.app import Sayso

TOKEN, PERSON = "1" + "a" * 32, "a" * 32
HUGE = ["2147483648", "9" * 20, "9" * 400]


def filled(rule: Rule, number: str) -> str:
    known = {"lang": "en", "token": TOKEN, "key": TOKEN, "person_id": PERSON}
    return re.sub(r"<(?:([a-z]+):)?([a-z_]+)>", lambda m: number if m[1] == "int" else known.get(m[2], "x"), rule.rule)


@pytest.mark.parametrize("number", HUGE)
def test_a_huge_number_is_no_page(sayso: Sayso, number: str) -> None:
    client = Client(sayso)
    sides = ((sayso.people, ""), (sayso.staff, "/desk"))
    with_numbers = [(r, prefix) for side, prefix in sides for r in side.url_map.iter_rules() if "<int:" in r.rule]
    assert len(with_numbers) > 10
    for rule, prefix in with_numbers:
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        assert client.open(prefix + filled(rule, number), method=method).status_code in (404, 405), rule.rule
