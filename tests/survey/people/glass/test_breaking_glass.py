"""Finding someone by name, and opening their page without working with them: for an hour, with a reason they read."""

import pytest
from looks import looks_told
from staff import Desk, desk_of

from outcomes.goals.store import set_goal
from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Recorded
from survey.ledger.store import entries_about, rebuild
from survey.people.role import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHY = "Her school rang & nobody knows where she is."
GOAL = "Go to football on Thursdays"


@pytest.fixture
def priya(sayso: Sayso, cast: Cast) -> Desk:
    with sayso.house.database.writing() as session:
        set_goal(session, cast.amina, GOAL, now=sayso.house.clock(), rng=sayso.house.rng)
    return desk_of(sayso, cast.priya, Role.PRACTITIONER)


@pytest.fixture
def lena(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.lena, Role.MANAGER)


def looks(sayso: Sayso, person: str) -> list[Recorded]:
    with sayso.house.database.reading() as session:
        return looks_told(session, person, names=True)[::-1]


def find(desk: Desk, name: str) -> str:
    return desk.post("/desk/people/search", name=name).text


def break_glass(desk: Desk, person: str, **typed: str):
    return desk.post(f"/desk/people/{person}/glass", **{"reason": "safety", "words": WHY} | typed)


def test_it_works(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    page = find(priya, "ami")
    assert "Works with Sam Okafor. Ask there first." in page
    assert f"/desk/people/{cast.amina}/glass" in page
    before = priya.get(f"/desk/people/{cast.amina}/glass").text
    for promise in ("Amina is told your name, when, and what you write here", "Managers here see every one", "60"):
        assert promise in before
    assert GOAL not in before
    sent = break_glass(priya, cast.amina)
    assert (sent.status_code, sent.location) == (303, f"/desk/people/{cast.amina}")
    opened = priya.get(sent.location).text
    assert GOAL in opened
    assert "It is open to you until 14:00, for reading" in opened
    assert WHY.replace("&", "&amp;") in opened
    assert "/invite" not in opened
    assert GOAL in priya.get(f"/desk/goals/{cast.amina}").text
    assert priya.get(f"/desk/records/{cast.amina}").status_code == 200


def test_each_step_is_told_to_her_with_the_reason(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    find(priya, "Amina")
    break_glass(priya, cast.amina)
    priya.get(f"/desk/goals/{cast.amina}")
    search, opened = looks(sayso, cast.amina)
    assert (search.content["what"], search.content["unusual"]) == ("search", ["not_on_caseload", "name_search"])
    assert opened.content["unusual"] == ["break_glass", "not_on_caseload"]
    assert opened.content["why"] == WHY
    with sayso.house.database.reading() as session:
        (broken,) = entries_about(session, cast.amina, ["glass.broken"])
    assert opened.links == {"glass": broken.seq}
    assert (broken.actor, broken.content["why"], broken.content["reason"]) == (cast.priya, WHY, "safety")


def test_her_mother_who_is_named_there_is_not_told_why(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    break_glass(priya, cast.amina)
    priya.get(f"/desk/people/{cast.amina}")
    (look,) = looks(sayso, cast.rosa)
    assert look.content["unusual"] == ["break_glass", "not_on_caseload"]
    assert look.content["why"] == "To check what it says."


def test_it_closes_after_an_hour_and_was_never_for_writing(priya: Desk, cast: Cast, clock) -> None:
    break_glass(priya, cast.amina)
    for page in ("goals/{}/new", "records/{}/new", "people/{}/invite", "people/{}/family", "responses/{}"):
        assert priya.get("/desk/" + page.format(cast.amina)).status_code == 404, page
    clock.move(minutes=59)
    assert priya.get(f"/desk/people/{cast.amina}").status_code == 200
    clock.move(minutes=1)
    assert priya.get(f"/desk/people/{cast.amina}").status_code == 404


def test_a_second_tap_breaks_nothing_more(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    assert [break_glass(priya, cast.amina).status_code for _ in range(2)] == [303, 303]
    with sayso.house.database.reading() as session:
        assert len(entries_about(session, cast.amina, ["glass.broken"])) == 1


WRONG = (
    ({"words": "urgent"}, "Write a whole sentence."),
    ({"words": "a b c d e"}, "Write a whole sentence."),
    ({"words": ""}, "Write a whole sentence."),
    ({"words": "word " * 500}, "That is too long."),
    ({"reason": ""}, "Pick one of these."),
    ({"reason": "nosy"}, "Pick one of these."),
)


def test_without_a_reason_it_stays_shut_and_nothing_typed_is_lost(priya: Desk, cast: Cast) -> None:
    for typed, said in WRONG:
        sent = break_glass(priya, cast.amina, **typed)
        assert sent.status_code == 422
        assert said in sent.text
        assert typed.get("words", "Her school rang").strip()[:40] in sent.text
    assert priya.get(f"/desk/people/{cast.amina}").status_code == 404


def test_of_another_organisation_nobody_is_found_or_opened(sayso: Sayso, cast: Cast) -> None:
    jo = desk_of(sayso, cast.jo, Role.PRACTITIONER)
    assert "Nobody to show." in find(jo, "Amina")
    nobody = "0" * 32
    for person in (cast.amina, nobody, cast.sam, cast.rosa):
        assert jo.get(f"/desk/people/{person}/glass").status_code == 404
        token = jo.token("/desk/people/search")
        sent = jo.client.post(f"/desk/people/{person}/glass", data={"csrf_token": token, "words": WHY})
        assert sent.status_code == 404
    assert looks(sayso, cast.amina) == []


def test_staff_and_family_have_no_glass_to_break(priya: Desk, cast: Cast) -> None:
    for person in (cast.sam, cast.rosa):
        assert priya.get(f"/desk/people/{person}/glass").status_code == 404


def test_her_own_worker_needs_none(sayso: Sayso, cast: Cast) -> None:
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    assert "You work with them." in find(sam, "amina")
    assert looks(sayso, cast.amina)[0].content["unusual"] == ["name_search"]


def test_nobody_else_may_look_for_a_name(sayso: Sayso, cast: Cast) -> None:
    desk = desk_of(sayso, cast.dee, Role.DATA_LEAD, Role.COMMISSIONER)
    for page in ("search", f"{cast.amina}/glass", "broken"):
        assert desk.get(f"/desk/people/{page}").status_code == 403


def test_a_name_too_short_or_nobody_s_shows_nobody(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    for name in ("", " ", "a", "%", "' OR 1=1", "zz", "x" * 500):
        assert "/glass" not in find(priya, name)
    assert looks(sayso, cast.amina) == []


def test_a_manager_reads_why_and_nobody_is_counted(priya: Desk, lena: Desk, sayso: Sayso, cast: Cast, clock) -> None:
    break_glass(priya, cast.amina)
    page = lena.get("/desk/people/broken").text
    assert "Priya Nair opened the page of Amina" in page
    assert "Her school rang &amp; nobody knows" in page
    assert "They or someone else could be hurt" in page
    told = looks(sayso, cast.amina)[-1]
    assert (told.actor, told.content["what"], told.content["expected"]) == (cast.lena, "glass", True)
    clock.move(days=31)
    assert "None this month." in lena.get("/desk/people/broken").text


def test_what_is_open_follows_from_the_entries(priya: Desk, sayso: Sayso, cast: Cast) -> None:
    break_glass(priya, cast.amina)
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []
