"""Addresses typed by hand: what no database can hold is no page, on any route of either side, never a failure."""

import re

import pytest
from werkzeug.exceptions import NotFound
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_nul_is_no_page(sayso: Sayso) -> None:
    for side in (sayso.people, sayso.staff):
        addresses = side.url_map.bind("")
        with_text = [rule for rule in side.url_map.iter_rules() if re.search(r"<\w+>", rule.rule)]
        assert len(with_text) > 10
        for rule in with_text:
            method = min((rule.methods or set()) - {"HEAD", "OPTIONS"})
            assert addresses.match(filled(rule, "7"), method)
            for name in re.findall(r"<\w+>", rule.rule):
                nul = rule.rule.replace(name, "a\0")
                with pytest.raises(NotFound):
                    addresses.match(filled(Rule(nul), "7"), method)
