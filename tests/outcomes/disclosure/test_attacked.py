"""Whole releases, attacked by integer programs that share no code with the engine; and careless ones, to see."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from outcomes.disclosure.engine import Earlier, protect
from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.making import people as people_figure
from outcomes.disclosure.programme import Programme, Record, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.report import Audit
from tests.outcomes.disclosure.attacker import Attacker
from tests.outcomes.disclosure.populations import (
    ACHIEVED,
    FOUR,
    HEADLINE,
    STATUS,
    a_release,
    crowd,
    dimension,
    groups,
    two_way,
)

THREE = {"borough": 3, "age": 3, "gender": 3}


class Careless:
    """Lets everything out that no rule hides on its own."""

    def secure(self, *_anything: object) -> Audit:
        return Audit()


def by_achieved(sizes: dict[str, int]) -> Programme:
    """Who achieved by each group, and each two groups crossed: every table shares its margins with others."""
    tables = [Table(key, "", (key, "achieved"), share="achieved") for key in sizes]
    tables += [Table("_by_".join(pair), "", pair) for pair in combinations(sizes, 2)]
    return Programme("crossed", (STATUS, ACHIEVED, *groups(sizes)), (HEADLINE, *tables))


def shown(figures: Sequence[Published]) -> int:
    return sum(each.statistic is Statistic.PEOPLE and each.figure.number is not None for each in figures)


@pytest.mark.parametrize(("people", "seed"), [(60, 1), (60, 2), (200, 1), (200, 2), (1000, 1)])
def test_no_small_group_is_left_under_five_values(people: int, seed: int):
    records = crowd(seed, people, THREE)
    made = protect(records, [by_achieved(THREE)])
    assert made.programme.name == "crossed"
    assert Attacker(made.programme, made.figures, records).broken(4, np.random.default_rng(seed)) == []


def test_what_only_hides_small_counts_is_broken():
    """The attacker must succeed where nothing was done about what the tables say together."""
    records = crowd(2, 60, THREE)
    careless = protect(records, [by_achieved(THREE)], auditor=Careless())
    attacker = Attacker(careless.programme, careless.figures, records)
    broken = attacker.broken(40, np.random.default_rng(1), whole=False)
    assert any(high - low < 0.5 for low, high in broken)  # not only narrow: pinned


def test_means_are_attacked_together_with_counts():
    records = crowd(3, 200, THREE, missing=60)
    made = protect(records, [a_release(THREE)])
    assert made.programme.name == "full"
    attacker = Attacker(made.programme, made.figures, records)
    assert len(attacker.means) > 1
    assert attacker.broken(3, np.random.default_rng(1), whole=False) == []


def test_a_provider_who_knows_their_own_children_finds_no_others():
    records = crowd(4, 120, THREE, providers=3)
    made = protect(records, [by_achieved(THREE)])
    assert made.report.tried[-1].audit.insiders == 3
    for provider in ("provider 0",):
        own = [record for record in records if record.provider == provider]
        attacker = Attacker(made.programme, made.figures, records, own)
        assert len(attacker.targets()) > 1
        assert attacker.broken(3, np.random.default_rng(1)) == []


def test_four_in_five_groups_of_ten_or_more_are_published_at_two_hundred():
    """`make bench` has the programme of the facts: six dimensions, every table of two."""
    made = protect(crowd(7, 200, FOUR), [two_way(FOUR)])
    told = made.report.tried[-1]
    assert made.programme.name == "two-way"
    assert told.shown >= 0.8 * (told.cells - told.primary)
    assert told.audit.narrowest >= 5


def test_nobody_s_outcome_is_certain_to_who_knows_who_took_part():
    """Each child alone in a group could have achieved, or not, whatever else is known."""
    records = crowd(5, 200, THREE)
    made = protect(records, [by_achieved(THREE)])
    told = made.report.tried[-1].audit
    assert told.outcomes == 200
    exact = {
        (each.table, tuple(sorted(each.at.items()))): each.figure
        for each in made.figures
        if each.statistic is Statistic.PEOPLE
    }
    for (_, at), figure in exact.items():
        group = [record for record in records if all(record.at[dim] == key for dim, key in at)]
        if ("achieved", "yes") in at and figure.number is not None:
            rest = [record for record in records if all(record.at[d] == k for d, k in at if d != "achieved")]
            assert len(rest) - len(group) >= 10  # so that a shown count never says "all of them"


def quartered(records: Sequence[Record]) -> list[Record]:
    """Half of them in one quarter, half in the next."""
    return [
        Record(each.at | {"quarter": f"q{at % 2 + 1}"}, each.provider, each.scores) for at, each in enumerate(records)
    ]


def test_a_year_is_safe_together_with_its_quarters():
    """A quarter's figures stand for good: the year's give way, so that nothing small can be had by subtraction."""
    year = quartered(crowd(6, 300, THREE))
    quarter = dimension("quarter", unlisted=("q1", "q2"))
    narrow = Programme(
        "one-way", (STATUS, ACHIEVED, *groups(THREE)), (HEADLINE, *(Table(key, "", (key,)) for key in THREE))
    )
    wide = replace(by_achieved(THREE), dimensions=(*by_achieved(THREE).dimensions, quarter))
    earlier = []
    for name in ("q1", "q2"):
        made = protect([each for each in year if each.at["quarter"] == name], [narrow])
        earlier.append(Earlier(made.programme, made.figures, {"quarter": name}))
    made = protect(year, [wide], earlier=earlier)
    audit = made.report.tried[-1].audit
    assert audit.earlier == 2 * (3 + 3 * 3 + 2)  # of each quarter: headline, three tables of three, and rests
    tables = [
        replace(table, key=f"{table.key}{at}", dims=(*table.dims, "quarter")) for at, table in enumerate(narrow.tables)
    ]
    both = Programme("both", wide.dimensions, (*made.programme.tables, *tables))
    told = [*made.figures]
    for each in earlier:
        for figure in each.figures:
            at = [table.key for table in narrow.tables].index(figure.table)
            told.append(replace(figure, table=f"{figure.table}{at}", at={**figure.at, **each.at}))
    attacker = Attacker(both, told, year)
    assert attacker.broken(5, np.random.default_rng(1)) == []


def test_an_earlier_figure_that_cannot_be_true_stops_the_release():
    records = crowd(6, 100, THREE)
    programme = Programme("one-way", (STATUS, ACHIEVED, *groups(THREE)), (HEADLINE,))
    false = Published("headline", people_figure(300, hide=False))
    with pytest.raises(Exception, match="Nothing about these people"):
        protect(records, [programme], earlier=[Earlier(programme, (false,))])
    assert protect(records, [programme], earlier=[Earlier(programme, (false,), gone=250)]).figures


def test_the_same_records_end_the_same_and_order_says_nothing():
    records = crowd(1, 120, THREE, missing=30)
    once, again = (protect(records, [a_release(THREE)]) for _ in range(2))
    assert [(each.place, each.figure.text) for each in once.figures] == [
        (e.place, e.figure.text) for e in again.figures
    ]
    assert shown(once.figures) > 10
    other = protect(crowd(2, 120, THREE, missing=30), [a_release(THREE)])
    assert [each.place for each in other.figures] == [each.place for each in once.figures]
