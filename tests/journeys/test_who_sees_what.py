"""The mother sees what her daughter's rights allow and no more; a worker, their own young people; others nothing."""

from survey.people.role import Role
from tests.journeys.conftest import Town
from tests.journeys.steps import GOAL, agree, answer, choose_a_goal, not_right, open_record, seq_of, write_a_note

NOTE = "We met at the library and Amina showed me her drawings."


def test_the_mother_sees_goals_and_notes_and_her_daughter_sees_that_she_looked(town: Town):
    amina = town.phone("amina")
    answer(agree(amina)).press("Send my answers")
    choose_a_goal(amina.open(f"/go/{town.tokens['amina']}"))
    write_a_note(town.desk("sam"), "Amina", NOTE)
    rosa = open_record(town.phone("rosa"), "4711")
    assert GOAL not in rosa.says
    rosa.tap("What you can see about Amina")
    assert NOTE in rosa.says
    assert GOAL not in rosa.says, "a goal is hers and her worker's until she shares it"
    goal = next(entry.seq for entry in town.entries("amina") if entry.kind == "goal.set")
    amina.open(f"/en/goals/{town.tokens['amina']}/{goal}").press("Let my family see it")
    rosa.open(rosa.path)
    for hers in (GOAL, NOTE):
        assert hers in rosa.says
    for private in ("Not like me", "A bit like me", "You said Yes", "Sam Okafor looked"):
        assert private not in rosa.says
    open_record(amina.open(f"/go/{town.tokens['amina']}")).tap("Who looked")
    assert "Rosa" in amina.says


def test_the_mother_cannot_challenge_for_her_daughter_nor_see_that_she_did(town: Town):
    write_a_note(town.desk("sam"), "Amina", NOTE)
    amina = open_record(town.phone("amina"))
    seq = seq_of(amina, NOTE)
    not_right(amina, NOTE, "I did not want that written down")
    rosa = open_record(town.phone("rosa"), "4711")
    key = rosa.path.split("?")[0]
    for address in (f"{key}/{seq}/challenge", f"{key}/{seq}/side", f"{key}/challenges/{seq}"):
        assert rosa.open(address).status == 404
    rosa.open(key).tap("What you can see about Amina")
    assert NOTE in rosa.says
    for hers in ("I did not want that written down", "said this is not right", "Not used until it is sorted"):
        assert hers not in rosa.says


def test_a_relative_sees_nothing_once_the_relation_has_ended(town: Town):
    from survey.people.relation import Relation
    from survey.people.store import end_relation, relations_to

    rosa = open_record(town.phone("rosa"), "4711").tap("What you can see about Amina")
    house = town.sayso.house
    with house.database.writing() as session:
        (row,) = relations_to(session, town.cast.amina, [Relation.PARENT])
        end_relation(session, row.seq, by=town.cast.lena, now=house.clock(), rng=house.rng)
    assert rosa.open(rosa.path).status == 404


def test_answers_open_to_the_worker_only_while_her_yes_stands(town: Town):
    amina, sam = town.phone("amina"), town.desk("sam")
    answer(agree(amina)).press("Send my answers")
    address = f"/desk/responses/{town.cast.amina}"
    assert "A bit like me" in sam.open(address).says
    assert "view.made" in town.kinds("amina"), "the look was recorded"
    amina.open(f"/en/consent/{town.tokens['amina']}/worker_sees").press("No")
    assert "A bit like me" not in sam.open(address).says


def test_every_look_is_on_the_record_of_whom_it_was_about(town: Town):
    choose_a_goal(town.phone("amina"))
    sam = town.desk("sam")
    for page in ("people", "goals", "records"):
        before = town.kinds("amina").count("view.made")
        assert sam.open(f"/desk/{page}/{town.cast.amina}").status == 200
        assert town.kinds("amina").count("view.made") > before, page
    record = open_record(town.phone("amina")).tap("Who looked")
    assert "Sam Okafor" in record.says


def test_a_practitioner_s_pages_open_to_nobody_else(town: Town):
    pages = (
        "people/{}",
        "goals/{}",
        "goals/{}/new",
        "records/{}",
        "records/{}/new",
        "responses/{}",
        "people/{}/invite",
    )
    before = len(town.entries("amina"))
    outside = town.phone("jordan")
    jo, carys = town.desk("jo"), town.desk("carys", Role.COMMISSIONER)
    for page in pages:
        address = "/desk/" + page.format(town.cast.amina)
        assert jo.open(address).status == 404, "another practitioner is told no more than that it is not there"
        assert carys.open(address).status == 403
        answer_to_a_stranger = outside.client.get(address)
        assert answer_to_a_stranger.status_code == 302, "a young person is asked to sign in"
        assert "Amina" not in answer_to_a_stranger.text + jo.markup + carys.markup
    assert len(town.entries("amina")) == before, "no look is recorded where nothing was shown"


def test_one_young_person_cannot_reach_another_s_goal_or_entry(town: Town):
    choose_a_goal(town.phone("amina"))
    goal = next(entry.seq for entry in town.entries("amina") if entry.kind == "goal.set")
    jordan = town.phone("jordan")
    assert jordan.open(f"/en/goals/{town.tokens['jordan']}/{goal}").status == 404
    assert jordan.open(f"/en/goals/{town.tokens['jordan']}/{goal}/rate").status == 404
    open_record(jordan.open(f"/go/{town.tokens['jordan']}"))
    assert jordan.open(f"{jordan.path}/{goal}/challenge").status == 404
    assert GOAL not in jordan.markup


def test_a_record_s_key_runs_out_after_half_an_hour(town: Town, clock):
    write_a_note(town.desk("sam"), "Amina", NOTE)
    record = open_record(town.phone("amina"))
    key = record.path
    clock.move(minutes=31)
    assert record.open(key).status == 410
    assert NOTE not in record.markup
