"""What is told of a hidden group: who did not, what is shown again, and what an earlier release hid."""

import pytest

from outcomes.disclosure.again import Cause, show_again
from outcomes.disclosure.attacks import insider
from outcomes.disclosure.cells import Cell
from outcomes.disclosure.engine import Earlier, restore
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.narrowing import Step, narrow
from outcomes.disclosure.plan import Plan, State
from outcomes.disclosure.primary import draw_up
from outcomes.disclosure.programme import Programme, Record, Table
from outcomes.disclosure.published import Published
from tests.outcomes.disclosure.populations import ACHIEVED, FOUR, HEADLINE, STATUS, a_release, crowd, dimension

MOVED = dimension("moved", "up", "same", "down")
HOME = dimension("home", "hill", "shore")
BY_HOME = Table("home", "", ("home", "moved"), share="moved")


def plan_of(up: int, same: int, down: int) -> Plan:
    """So many on the hill, and forty by the shore."""
    hill = [("hill", "up")] * up + [("hill", "same")] * same + [("hill", "down")] * down
    every = [*hill, *[("shore", "up")] * 20, *[("shore", "same")] * 20]
    records = [Record({"status": "counted", "achieved": "yes", "home": home, "moved": moved}) for home, moved in every]
    programme = Programme("full", (STATUS, ACHIEVED, HOME, MOVED), (HEADLINE, BY_HOME))
    return draw_up(Step(programme, 0, float("inf")), records)


def on_the_hill(*moved: str) -> Cell:
    """Those who moved so; everybody, when nothing is said."""
    said = (("moved", tuple(sorted(moved))),) if moved else ()
    return Cell((("home", ("hill",)), *said, ("status", ("counted",))))


@pytest.mark.parametrize(
    ("moved", "state"),
    [
        ((12, 11, 2), State.SECONDARY),  # both parts of ten are shown, so ten or more are beside each
        ((19, 3, 2), State.PRIMARY),  # “nearly all” says that fewer than ten are left
        ((9, 4, 4), State.OUTSIDE),  # of seventeen there is no word
        ((3, 3, 2), State.OUTSIDE),  # the hill itself is a gap
    ],
)
def test_a_rest_is_told_where_a_figure_or_a_word_tells_it(moved: tuple[int, int, int], state: State):
    assert plan_of(*moved).states[on_the_hill("same", "down")] is state


def test_nobody_is_told_a_rest_of_what_has_been_hidden():
    plan = plan_of(12, 11, 2)
    plan.hide(on_the_hill("up"))
    assert plan.states[on_the_hill("same", "down")] is State.SECONDARY  # twenty-five are shown, and no word beside “up”
    plan.hide(on_the_hill())
    assert plan.states[on_the_hill("same", "down")] is State.OUTSIDE
    assert dict(plan.rows())[on_the_hill("same", "down")] == (0, float("inf"))


def test_what_need_not_be_hidden_is_shown_again_largest_first_and_only_with_a_proof():
    plan = plan_of(12, 11, 2)
    hill, up, same = on_the_hill(), on_the_hill("up"), on_the_hill("same")
    before = dict(plan.states)
    target = on_the_hill("down")
    causes = dict.fromkeys((*plan.hide(hill), up, same), Cause(0, target))
    assert set(causes) == {hill, up, same}
    asked: list[list[Cell]] = []

    def proof(cause: Cause) -> bool:
        assert cause.target is target
        asked.append([cell for cell in (hill, up, same) if plan.states[cell] is State.SHOWN])
        return up not in asked[-1]

    assert show_again(plan, causes, proof, lambda: False) == 2
    assert asked == [[hill], [hill, up], [hill, same]]
    assert plan.states == before | {up: State.SECONDARY}


def test_a_part_is_not_shown_again_without_its_whole():
    plan = plan_of(12, 11, 2)
    causes = dict.fromkeys(plan.hide(on_the_hill()), Cause(0, None))
    hidden = dict(plan.states)
    assert show_again(plan, causes, lambda _cause: False, lambda: False) is None
    assert plan.states == hidden
    assert not plan.show(on_the_hill("up"))
    assert show_again(plan, causes, lambda _cause: True, lambda: True) is None  # the time is up
    assert plan.states == hidden


def test_a_table_that_loses_its_share_loses_the_means_of_who_was_in_it():
    """Between thirty and sixty people a table of two dimensions is cut to one: not everybody in it has a score."""
    cut = next(table for table in narrow(a_release(FOUR), 45).tables if table.key == "change_by_group")
    assert (cut.dims, cut.share, cut.scales) == (("borough",), "", ())
    draw_up(Step(narrow(a_release(FOUR), 45), 30, 59), crowd(1, 45, FOUR))


def test_a_service_is_kept_from_what_an_earlier_release_hid_however_many_they_are():
    """Ten on the hill in each quarter, five of each with one service: twenty in the year would tell it the others."""
    quarter = dimension("quarter", unlisted=("q1", "q2"))
    status = dimension("status", "counted")
    at = {"status": "counted", "achieved": "yes", "moved": "up"}
    records = [
        Record(at | {"home": home, "quarter": each}, provider)
        for each in ("q1", "q2")
        for home, people in (("hill", 10), ("shore", 30))
        for number in range(people)
        for provider in ("us" if number % 2 else "them",)
    ]
    programme = Programme("full", (status, ACHIEVED, HOME, MOVED, quarter), (HEADLINE, Table("home", "", ("home",))))
    hidden = Published("home", restore(Statistic.PEOPLE, "c"), {"home": "hill"})
    plan = draw_up(Step(programme, 60, float("inf")), records, [Earlier(programme, (hidden,), {"quarter": "q1"})])
    assert Cell((("home", ("hill",)), ("quarter", ("q1",)))) in dict(insider(plan, "us").targets)
    assert not plan.earlier_gaps  # nothing small to the outside
