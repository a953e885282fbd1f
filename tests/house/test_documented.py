"""The README and the decisions: every setting, every command, and every path they name are real."""

import re
from dataclasses import fields

import click
import pytest

from survey.cli import main
from survey.settings import Settings
from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAPERS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/running.md",
    "docs/data-dictionary.md",
    "docs/real-data.md",
    "docs/threat-model.md",
)

FOR_TESTS = {"SAYSO_TEST_DATABASE_URL", "SAYSO_SHARED_DATA"}


def commands(group: click.Group, before: str = "sayso") -> list[str]:
    found = []
    for name, command in sorted(group.commands.items()):
        inside = commands(command, f"{before} {name}") if isinstance(command, click.Group) else [f"{before} {name}"]
        found += inside
    return found


def test_every_feature_stands_in_the_plan_of_the_house():
    plan = README.split("## The house")[1].split("```")[1]
    features = {
        path.parent.name for package in ("survey", "outcomes") for path in ROOT.glob(f"{package}/*/__init__.py")
    }
    assert features == features & set(re.findall(r"^  (\w+)/", plan, re.MULTILINE))


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda each: each.metadata["env"])
def test_every_setting_is_in_the_readme(setting):
    row = re.search(rf"^\| `{setting.metadata['env']}` \|(.*)$", README, re.MULTILINE)
    assert row, f"{setting.metadata['env']} has no row in the README"
    assert setting.metadata["help"], "a setting says what it is for"


def test_the_readme_names_no_setting_that_is_not():
    real = {each.metadata["env"] for each in fields(Settings)} | FOR_TESTS
    for paper in PAPERS:
        assert set(re.findall(r"\bSAYSO_[A-Z_]+\b", (ROOT / paper).read_text("utf-8"))) <= real, paper


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_in_the_readme(command):
    assert f"`{command}" in README, f"{command} is not in the README"


def test_the_readme_names_no_command_that_is_not():
    real = commands(main)
    for paper in PAPERS:
        for said in re.findall(r"`(sayso [a-z][a-z -]*[a-z])", (ROOT / paper).read_text("utf-8")):
            assert any(command == said or said.startswith(f"{command} ") for command in real), f"{paper}: {said}"


def test_every_path_that_is_named_is_there():
    for paper in PAPERS:
        for path in re.findall(
            r"`((?:survey|outcomes|templates|tests|docs|migrations|\.ci)/[\w./-]+)`", (ROOT / paper).read_text("utf-8")
        ):
            assert (ROOT / path).exists(), f"{paper} names {path}"


def test_every_make_target_that_is_named_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for paper in PAPERS:
        assert set(re.findall(r"`make ([a-z-]+)", (ROOT / paper).read_text("utf-8"))) <= targets, paper


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.name)
def test_every_decision_gives_its_context_and_its_price(path):
    said = path.read_text("utf-8")
    assert re.match(r"\d{4}-[a-z0-9-]+\.md$", path.name)
    for part in (r"\*\*Context|\*\*Why", r"\*\*Decision|\*\*We decided", r"\*\*Price|\*\*What it costs|\*\*The price"):
        assert re.search(part, said), f"{path.name} says nothing of {part}"


def test_the_licence_is_the_whole_gpl():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "END OF TERMS AND CONDITIONS" in text
