"""Invariant 19: what a young person does herself is in no answer to a relative: her looks, drafts, goals, challenges.

Every route of the people's side is asked as her mother asks it, who was granted all that can be granted. Each text in
this world has a word of its own, so that what an answer holds can be traced to the part it is of.
"""

from collections.abc import Iterator
from unittest.mock import patch

from survey.ledger.store import entries_about
from survey.people.may_see import PART_OF_KIND, Part
from survey.people.relations import view
from survey.people.relations.store import grant, note_understanding, show_evidence
from survey.people.relations.tie import GRANTABLE, Evidence, Outcome, Shown
from survey.records.account import store as accounts
from survey.responses.store import save_page
from tests.house.test_view_before_show import MARK, Book, world
from tests.house.who_may import PEOPLE_SIDE
from tests.house.world import World

__all__ = ["world"]

HERS = ("view.", "challenge.", "consent.", "key.", "invitation.", "understanding.", "relation.granted", "goal.shared")
DRAFT = "Nobody may read this before I send it"


ABOUT = ("/<lang>/records/open/<key>/about/<person_id>",)


def answers_to_her_mother(world: World, only: tuple[str, ...] = ()) -> Iterator[str]:
    """What every route of the people's side, or only these, says to Rosa, headers and all."""
    for route, row in PEOPLE_SIDE.items():
        method, rule = route.split(" ", 1)
        if only and rule not in only:
            continue
        if "/leave/" in rule or rule.endswith("/close"):
            continue  # they shut the record that the others are asked of
        answer = world.ask_people(method, world.address(rule, row.names, "rosa"), "rosa", row.form)
        yield f"{answer.headers}{answer.get_data(as_text=True)}"


def let_her_mother_see_all_she_can(world: World) -> None:
    house, cast, tie = world.sayso.house, world.cast, int(world.things["relation"])
    when = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        show_evidence(session, tie, Evidence(True, Shown.BIRTH_CERTIFICATE), by=cast.sam, **when)
        note_understanding(session, tie, Outcome.UNDERSTANDS, "She told me what a note is.", by=cast.sam, **when)
        grant(session, tie, [part.value for part in GRANTABLE], by=cast.amina, **when)
    token = world.tokens["amina"]
    assert save_page(house.database, token, 1, ("experience", 1), {"experience_10": DRAFT}, house.clock())


def hers_in(book: Book, answers: list[str]) -> set[str]:
    """The kinds of her own entries of which a word is in these answers."""
    book.catch_up()
    with book.world.sayso.house.database.reading() as session:
        of_goals = {each.seq for each in entries_about(session, book.world.cast.amina) if each.kind.startswith("goal.")}
    found = set()
    for mark in {mark for answer in answers for mark in MARK.findall(answer)}:
        _key, entry = book.marks[mark]
        private = entry.kind.startswith(HERS) or entry.seq in of_goals
        if private and book.world.cast.rosa not in entry.subjects:
            found.add(entry.kind)
    return found


def test_nothing_that_is_hers_is_in_any_answer_and_what_would_be_is_found(world: World) -> None:
    let_her_mother_see_all_she_can(world)
    book = Book(world)
    answers = list(answers_to_her_mother(world))
    assert hers_in(book, answers) == set()
    assert not any(DRAFT in answer for answer in answers)
    kinds = {book.marks[mark][1].kind for answer in answers for mark in MARK.findall(answer)}
    assert {"record.made", "person.added"} <= kinds, "what was granted is there"
    with patch.object(accounts, "private_from", lambda *_: frozenset()):
        assert "goal.set" in hers_in(book, list(answers_to_her_mother(world, ABOUT))), "a goal that nobody holds back"
    everything = frozenset(Part)
    with patch.object(view, "family_scope", lambda _sees: everything):
        assert hers_in(book, list(answers_to_her_mother(world, ABOUT))) & {"challenge.raised", "understanding.noted"}


def test_no_grant_can_name_what_is_hers() -> None:
    grantable = {kind for kind, part in PART_OF_KIND.items() if part in GRANTABLE}
    assert grantable == {"person", "relation", "goal", "record", "statement", "answers"}
