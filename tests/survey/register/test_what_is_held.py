"""The register says all that is at work here and nothing else; what changes is kept with its day."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from werkzeug.test import Client

from survey.app import Sayso
from survey.consent.purpose import Purpose, card_for
from survey.ledger.projection import registered
from survey.records.account.telling import kinds_told
from survey.register import store
from survey.register.line import How, Line, changes, snapshot
from survey.register.register import ASKS, HELD, LEAVE, SINCE, register
from survey.retention.erasure import FATES
from survey.retention.rule import Nation, RecordClass, rules_on
from survey.sharing.request import Asker
from survey.sharing.share import Authority

DAY = date(2026, 11, 21)
CARDS = [card_for(purpose) for purpose in Purpose]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def lines(nation: Nation = Nation.ENGLAND, **given: Any) -> dict[str, Line]:
    found = register(given.get("cards", CARDS), given.get("rules", rules_on(DAY, nation)))
    return {line.id: line for section in found for line in section.lines}


def kinds_there_are() -> set[str]:
    """Every kind of entry that is told, projected or has a fate, by its first word."""
    kinds = kinds_told() | {kind for projection in registered() for kind in projection.on} | set(FATES)
    return {kind.partition(".")[0] for kind in kinds}


def test_every_kind_of_entry_has_its_line() -> None:
    held = {kind for _what, _of, kinds in HELD.values() for kind in kinds}
    assert kinds_there_are() - held == set()
    assert "glass" in kinds_there_are()


def test_every_card_class_authority_and_asker_has_its_line() -> None:
    assert {f"choice.{purpose.value}" for purpose in Purpose} <= set(lines())
    assert set(LEAVE) == set(Authority)
    assert set(ASKS) == set(Asker)
    for nation in Nation:
        assert {f"rule.{of.value}" for of in rules_on(DAY, nation)} <= set(lines(nation))
    assert set(rules_on(DAY, Nation.ENGLAND)) == set(RecordClass)


def test_what_it_says_follows_from_the_rule_that_is_in_force() -> None:
    rules = rules_on(DAY, Nation.ENGLAND)
    longer = rules | {RecordClass.GOALS: replace(rules[RecordClass.GOALS], years_after_help=9, since=DAY)}
    before, now = (snapshot(register(CARDS, each)) for each in (rules, longer))
    found = {change.line.id: change for change in changes(before, now)}
    assert set(found) == {"held.goals", "rule.goals"}
    assert found["held.goals"].how is How.CHANGED
    assert [said.words(str) for _label, said in found["held.goals"].now] == ["For 9 years after we stop work with you."]
    assert SINCE in {label for label, _said in found["rule.goals"].before}


def test_a_new_line_and_one_that_went_are_changes_too() -> None:
    fewer, more = (snapshot(register(cards, rules_on(DAY, Nation.WALES))) for cards in (CARDS[:-1], CARDS))
    assert [(each.how, each.line.id) for each in changes(fewer, more)] == [(How.NEW, "choice.research")]
    assert [(each.how, each.line.id) for each in changes(more, fewer)] == [(How.GONE, "choice.research")]
    assert changes(more, more) == []


def test_what_is_kept_comes_back_as_it_was() -> None:
    kept = json.loads(json.dumps(snapshot(register(CARDS, rules_on(DAY, Nation.SCOTLAND)))))
    assert {line_id: Line.from_plain(line_id, each) for line_id, each in kept.items()} == lines(Nation.SCOTLAND)


@on_sqlite
def test_a_change_is_kept_once_with_its_day_and_shown_to_anyone(sayso: Sayso, clock: Any, monkeypatch: Any) -> None:
    house = sayso.house
    assert [store.keep_changes(house), store.keep_changes(house)] == [1, 0]
    store._kept.clear()  # another process
    assert store.keep_changes(house) == 0
    rules = rules_on(DAY, Nation.ENGLAND)
    longer = rules | {RecordClass.GOALS: replace(rules[RecordClass.GOALS], years_after_help=9)}
    monkeypatch.setattr(store, "rules_on", lambda *_: longer)
    clock.move(days=30)
    assert [store.keep_changes(house), store.keep_changes(house)] == [1, 0]
    page = Client(sayso).get("/en/register").text
    changed = page[page.index('id="changes"') :]
    assert "14 Oct 2026" in changed
    assert changed.index("For 9 years after") < changed.index("For 2 years after")
    assert "We keep each change from 14 Sept 2026 on." in page


@on_sqlite
def test_the_page_and_its_data_say_the_same(sayso: Sayso) -> None:
    client = Client(sayso)
    page, data = client.get("/en/register").text, client.get("/en/register.json")
    assert data.headers["Content-Disposition"] == 'attachment; filename="register.json"'
    names = {line["name"] for section in data.json["sections"] for line in section["lines"]}
    assert len(names) > 30
    shown = re.sub(r"&#39;", "'", page)
    assert [name for name in names if name not in shown] == []
