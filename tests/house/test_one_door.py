"""View before show, by construction: a page gets another person's entries from the door and from nowhere else.

Staff pages and the pages of relatives may ask stores for `Wanted[...]`, which only the door can open, or for what is
no entry of anyone: yes or no, a number, nothing. Whatever else they ask for stands below, with the reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import checkout

SAYS_NOTHING_OF_ANYONE = {"None", "bool", "int", "Session"}
NO_ENTRY_OF_ANYONE = {
    "survey.people.caseload.store.wards": "places",
    "survey.people.caseload.store.workers_of": "staff, and how many people each works with",
    "survey.people.caseload.store.organisation_name": "an organisation",
    "survey.people.caseload.store.begin_with": "the id of whom they have just added themselves",
    "survey.people.store.invite": "a link and a code that they have just made",
    "survey.accounts.store.datastore": "accounts of staff",
    "survey.accounts.store.demo_account": "accounts of staff",
    "survey.consent.store.notice_for": "the words of a card, the same whether or not a Yes stands",
    "survey.consent.store.standing": "to see what follows from an answer given now: no page has it",
    "survey.consent.found.store.the_yes": "to record a finding about it: the page before came through the door",
    "survey.exports.store.person_named": "the id that goes with a name and month typed in: the file is behind the door",
    "survey.retention.doing.store.holds_against": "whether something is held",
    "survey.retention.parts.store.parts_at": "whether the reader wrote any of it",
    "survey.retention.seen.store.asked_for": "the place of a challenge, to link to it",
    "survey.sharing.putting_right.store.hand_over": "a link that it has just made",
    "survey.sharing.store.answer": "a link that it has just made",
    "survey.sharing.store.new_link": "a link that it has just made",
    "survey.questionnaires.store.open_rounds": "rounds of questions",
    "survey.questionnaires.store.rounds_of": "rounds of questions",
    "survey.responses.what_changed.store.said_here": "what staff said to everyone in a round: it is about nobody",
    "survey.safety.store.routes_of": "which answers are watched and who is told: about no young person",
    "survey.safety.store.route_at": "one of these",
    "survey.safety.store.staff_of": "staff",
    "survey.safety.store.asked_here": "questionnaires",
    "survey.kiosk.store.kiosks_of": "screens in waiting rooms",
    "survey.kiosk.together.store.hand_over": "the address of a page that it has just made, which asks the young person",
    "outcomes.areas.loaded.store.loaded": "places, official tables and maps",
    "outcomes.activity.store.periods": "what a service gave: about nobody",
    "survey.ledger.checkpoints.store.trouble": "the log’s own state",
    "survey.ledger.window.store.window": "the log’s own state",
}
RELATIVES_PAGES = {"survey/records/reading/views.py": ("about", "paper_about"), "survey/exports/views.py": ("about",)}
ASKS_A_DATABASE = {"execute", "scalars", "scalar", "get_one", "query"}
THE_DOOR = "survey/people/looks/store.py"


def desks() -> list[Path]:
    return [path for path in checkout.code() if path.name == "desk.py" and "outcomes/impact" not in checkout.name(path)]


def asked_of_stores(path: Path, within: tuple[str, ...] = ()) -> Iterator[str]:
    """The full names of what a file, or these functions of it, asks of any store."""
    tree = checkout.parsed(path)
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    thrown_away = {id(node.value.func) for node in ast.walk(tree) if _is_asked_only_to_refuse(node)}
    bodies = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and (n.name in within or not within)]
    for node in (inner for body in bodies for inner in ast.walk(body) if id(inner) not in thrown_away):
        name = _full_name(node, names)
        if ".store." in name:
            yield name


def _full_name(node: ast.AST, names: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{names.get(node.value.id, '')}.{node.attr}"
    return names.get(node.id, "") if isinstance(node, ast.Name) else ""


def _is_asked_only_to_refuse(node: ast.AST) -> bool:
    """A call whose answer is thrown away: it was asked so that it may refuse, or to record something."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def gives(name: str) -> str:
    """What a store's function says that it gives; its name again when it is a class or a value."""
    module, _dot, wanted = name.rpartition(".")
    tree = checkout.parsed(checkout.ROOT / (module.replace(".", "/") + ".py"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == wanted:
            return ast.unparse(node.returns) if node.returns else "nothing said"
        if isinstance(node, ast.ImportFrom) and wanted in {alias.asname or alias.name for alias in node.names}:
            return gives(f"{node.module}.{wanted}")
    return name


def by_another_way(path: Path, within: tuple[str, ...] = ()) -> list[str]:
    found = {name: gives(name) for name in asked_of_stores(path, within)}
    return [
        f"{checkout.name(path)} asks {name} for {what}"
        for name, what in sorted(found.items())
        if what not in SAYS_NOTHING_OF_ANYONE | {name}
        and not what.startswith("Wanted[")
        and name not in NO_ENTRY_OF_ANYONE
        and name != "survey.people.looks.store.see"
    ]


def test_staff_pages_get_entries_through_the_door_alone():
    assert len(desks()) > 8
    found = [way for path in desks() for way in by_another_way(path)]
    assert not found, "\n".join(found)


def test_relatives_pages_get_entries_through_the_door_alone():
    for name, functions in RELATIVES_PAGES.items():
        assert not by_another_way(checkout.ROOT / name, functions)
        assert "survey.people.looks.store.see" in set(asked_of_stores(checkout.ROOT / name, functions))


def test_no_staff_page_asks_the_database_itself():
    for path in desks():
        for node in ast.walk(checkout.parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                assert {alias.name for alias in node.names} <= {"Session"}, checkout.name(path)
            if isinstance(node, ast.Attribute):
                assert node.attr not in ASKS_A_DATABASE, f"{checkout.name(path)}: {node.attr}"


def test_only_the_door_opens_what_is_wanted_and_says_that_someone_looked():
    opens, tells = set(), set()
    for path in checkout.code():
        for node in ast.walk(checkout.parsed(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node)
                opens |= {checkout.name(path)} if ast.unparse(node.func).endswith(".ask") else set()
                tells |= {checkout.name(path)} if called.startswith("NewEntry('view.made'") else set()
    assert opens == tells == {THE_DOOR}


def test_the_list_above_holds_nothing_that_is_gone():
    asked = {name for path in desks() for name in asked_of_stores(path)}
    assert set(NO_ENTRY_OF_ANYONE) <= asked
