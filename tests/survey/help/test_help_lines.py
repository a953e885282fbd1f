"""Which lines of help are shown, when, to whom. Pure: no page, no database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.help.lines import HelpLinesWrong, at_the_foot, fitting, help_lines
from survey.holidays import NATIONS

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
NIGHT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def foot(nation: str, language: str, now: datetime) -> list[str]:
    return [line.id for line in at_the_foot(help_lines(), nation, language, now)]


def test_each_line_says_where_and_when_it_was_looked_up() -> None:
    assert len(help_lines()) >= 12
    for line in help_lines():
        assert line.sources, line.id
        assert all(source.startswith("http") for source in line.sources), line.id
        assert line.checked.year >= 2026, line.id


@pytest.mark.parametrize("nation", sorted(NATIONS))
@pytest.mark.parametrize("now", [NOON, NIGHT])
def test_two_open_lines_stand_on_every_page_and_childline_is_one(nation: str, now: datetime) -> None:
    for language in ("en", "cy", "pl", "uk", "ar", "ur", "so"):
        shown = at_the_foot(help_lines(), nation, language, now)
        assert len(shown) == 2
        assert all(line.is_open(now) for line in shown)
        assert "childline" in [line.id for line in shown]


def test_a_line_that_speaks_their_language_comes_first() -> None:
    assert foot("wales", "cy", NOON) == ["meic", "childline"]
    assert foot("wales", "cy", datetime(2026, 11, 23, 20, tzinfo=UTC)) == ["meic", "samaritans_cymraeg"]
    assert foot("england", "ur", NOON) == ["nhs_111", "childline"]  # it says that it can get an interpreter


def test_what_is_closed_comes_last_and_says_when_it_opens() -> None:
    (welsh,) = [line for line in help_lines() if line.id == "samaritans_cymraeg"]
    assert not welsh.is_open(NOON)
    assert welsh.from_(NOON) == datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert fitting(help_lines(), "wales", "cy", NOON)[-1].id == "samaritans_cymraeg"


def test_hours_over_midnight_and_over_a_weekend() -> None:
    (line,) = [line for line in help_lines() if line.id == "breathing_space"]
    assert line.is_open(datetime(2026, 11, 24, 1, 59, tzinfo=UTC))
    assert not line.is_open(datetime(2026, 11, 24, 2, tzinfo=UTC))
    assert line.until(datetime(2026, 11, 27, 18, tzinfo=UTC)) == datetime(2026, 11, 30, 6, tzinfo=UTC)


def test_an_installation_adds_a_line_and_takes_one_away(tmp_path: Path) -> None:
    own = tmp_path / "lines.toml"
    own.write_text(
        '[[line]]\nid = "shout"\nshown = false\n'
        '[[line]]\nid = "ours"\nname = "Harbour"\nnumber = "01632 960 001"\ncost = "free"\nhours = []\n'
        'languages = ["so"]\nnations = ["england"]\nabout = "talk"\ngeneral = true\n'
        'sources = ["https://harbour.example"]\nchecked = 2026-11-21\n'
    )
    known = help_lines(str(own))
    assert "shout" not in [line.id for line in known]
    assert at_the_foot(known, "england", "so", NOON)[0].id == "ours"


@pytest.mark.parametrize("gone", ["sources", "checked", "languages", "nations", "number", "hours", "cost"])
def test_a_line_without_its_facts_is_refused(tmp_path: Path, gone: str) -> None:
    facts = {
        "id": '"ours"',
        "name": '"Harbour"',
        "number": '"01632 960 001"',
        "cost": '"free"',
        "hours": "[]",
        "languages": '["en"]',
        "nations": '["england"]',
        "about": '"talk"',
        "sources": '["https://harbour.example"]',
        "checked": "2026-11-21",
    }
    own = tmp_path / f"{gone}.toml"
    own.write_text("[[line]]\n" + "\n".join(f"{name} = {value}" for name, value in facts.items() if name != gone))
    with pytest.raises(HelpLinesWrong, match="ours"):
        help_lines(str(own))
