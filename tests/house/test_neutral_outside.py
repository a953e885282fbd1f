"""What is left outside an opened record says nothing: titles in a history, names of files; and the way out."""

import re

from tests.house.test_every_page import world
from tests.house.who_may import PEOPLE_SIDE
from tests.house.world import World

__all__ = ["world"]

TAB = re.compile(r"<title>([^<]*)</title>")
WORDS = {"Page", "Questions", "Pick", "List", "Code", "Read", "Keep", "Start", "Error: Pick", "A code to keep"}
FILE = re.compile(r'filename="?([^";]+)')
NEUTRAL_FILE = re.compile(
    r"(saved|code|verify)(-[\dA-Z-]+)?\.(html|json|txt|csv|py)|(register|requests)\.(json|csv)"
)  # public


def said_to(world: World, who: str):
    """What every route of the people's side answers: pages, mistakes and files."""
    for route, row in PEOPLE_SIDE.items():
        method, rule = route.split(" ", 1)
        if "/leave/" not in rule and not rule.endswith("/close"):
            yield route, world.ask_people(method, world.address(rule, row.names, who), who, row.form)


def test_titles_files_and_the_way_out(world: World) -> None:
    tabs, files, trapped = set(), set(), []
    for who in ("amina", "stranger"):
        for route, answer in said_to(world, who):
            named = FILE.search(answer.headers.get("Content-Disposition", ""))
            if named:
                files.add(named[1])
            elif answer.mimetype == "text/html" and answer.status_code not in (302, 303):
                tabs |= {said.removesuffix(" – Sayso") for said in TAB.findall(answer.text)}
                if 'so-out"' not in answer.text.partition("<main")[0]:
                    trapped.append(route)
    assert {tab.removeprefix("Error: ") for tab in tabs} <= WORDS
    assert len(tabs) > 5
    assert all(NEUTRAL_FILE.fullmatch(name) for name in files), files
    assert len(files) > 2
    assert trapped == [], "no way out"


def test_the_door_and_what_opens_first_hold_nothing_of_anyone(world: World) -> None:
    for who in ("amina", "rosa"):
        for rule in ("/<lang>/records/<token>/door", "/<lang>/records/home/<key>"):
            page = world.ask_people("GET", world.address(rule, {}, who), who, {}).text
            main = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main")[0])
            for said in ("Amina", "Rosa", "Sam", "Dan", "Harbour", "football", "groups"):
                assert said not in main, (rule, said)
            assert not re.search(r"\d", main.replace("30 minutes", "")), (rule, "a number tells how much there is")


def test_leaving_shuts_the_record(world: World) -> None:
    """Last here: it shuts the record that the others are asked of."""
    address = world.address("/<lang>/records/open/<key>", {}, "jordan")
    page = world.ask_people("GET", address, "jordan", {}).text
    out = re.search(r'so-out" href="([^"]+)"', page)[1]
    gone = world.ask_people("GET", out, "jordan", {})
    assert (gone.status_code, gone.location) == (303, "https://www.bbc.co.uk/weather")
    assert world.ask_people("GET", address, "jordan", {}).status_code == 410, "going back shows nothing of it"
    assert world.ask_people("GET", out, "jordan", {}).status_code == 303, "twice is no harm"
