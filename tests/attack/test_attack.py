"""The attacker finds nothing in what we publish, and plenty in what a careless house would.

`python -m tests.benchmarks.attack` does the same for 60, 200 and 1,000 young people and twenty populations of each.
"""

import pytest

from tests.attack.reading import Files
from tests.attack.releases import (
    FEW,
    careless,
    careless_year,
    crowd,
    exactly_from_ten,
    in_fives,
    of_quarter,
    people_of,
    published,
    with_careless_means,
    year_after_quarters,
    year_and_quarters,
)
from tests.attack.scores import means, placed, scored, with_means
from tests.attack.solving import broken, insider, kept, proven, world_of

TOGETHER = ("achieved", "borough", "age", "gender")
SEED = 1


@pytest.fixture(scope="module")
def sixty():
    """Sixty young people of three services, and what we publish of them."""
    records = crowd(SEED, 60, providers=3)
    return records, published(records)


def test_no_small_group_can_be_worked_out(sixty):
    records, files = sixty
    assert broken(files, world_of(files, people_of(records), TOGETHER)) == []


def test_nor_by_a_service_that_knows_its_own(sixty):
    records, files = sixty
    own = [record.at for record in records if record.provider == "p0"]
    assert insider(files, world_of(files, people_of(records), TOGETHER), own) == []


def test_no_lone_childs_outcome_can_be_proven(sixty):
    records, files = sixty
    assert proven(files, world_of(files, people_of(records), TOGETHER), "achieved") == []


def test_of_two_hundred_young_people_four_counts_in_five_are_shown():
    records = crowd(SEED, 200)
    files = published(records)
    shown, total = kept(files, world_of(files, people_of(records), TOGETHER))
    assert shown / total >= 0.8


MOVED, GROUPS = ("moved", "age", "gender"), ("age", "gender")


@pytest.fixture(scope="module")
def with_scores():
    """Seventy young people of two services, and what we publish of them with means by group."""
    records = crowd(SEED, 70, 2, FEW)
    return records, published(records, FEW, means=True)


def test_means_do_not_give_away_what_counts_hide(with_scores):
    records, files = with_scores
    world = world_of(files, people_of(records), MOVED)
    assert len(list(means(files))) > 4
    assert broken(files, with_means(files, world, scored(records))) == []
    own = [record for record in records if record.provider == "p0"]
    inside = with_means(files, world, scored(records), scored(own))
    assert insider(files, inside, people_of(own)) == []


def test_nobody_who_knows_who_took_part_can_place_a_small_groups_mean(with_scores):
    records, files = with_scores
    assert placed(files, scored(records), GROUPS) == []
    found = placed(with_careless_means(files, records), scored(records), GROUPS)
    assert found  # to two places, of ten or more


def test_a_year_does_not_give_away_what_its_quarters_hide():
    records, dims = crowd(SEED, 72, 2, FEW), ("achieved", *GROUPS, "quarter")
    files = year_after_quarters(records, FEW)
    world = world_of(files, people_of(records), dims)
    assert broken(files, world) == []
    assert insider(files, world, [record.at for record in records if record.provider == "p0"]) == []
    assert proven(files, world, "achieved") == []
    careless_files = careless_year(records, FEW)
    found = broken(careless_files, world_of(careless_files, people_of(records), dims))
    assert any(each.values == 1 for each in found)  # a year less a quarter is a quarter


def test_a_year_after_somebody_left_does_not_give_away_what_its_quarters_hide():
    """By hand: whoever is still here of a quarter is at least the year less the other quarter, whoever has gone."""
    records = crowd(0, 72, 1, FEW)
    year, quarters = year_and_quarters(records, FEW, gone=1)
    whole, first, other = (people_told(files) for files in (year, quarters["q1"], quarters["q2"]))
    theirs = [record.at.items() for record in of_quarter(records, "q1")]
    small = [place for place in first if 0 < sum(dict(place[1]).items() <= each for each in theirs) < 10]
    known = {place: (whole.get(place), other.get(place)) for place in small}
    least = {
        place: ours - 2 - (two + 2) for place, (ours, two) in known.items() if ours is not None and two is not None
    }
    assert small
    assert not {place: low for place, low in least.items() if 10 - max(0, low) < 5}


def people_told(files: Files) -> dict[tuple[str, frozenset[tuple[str, str]]], float | None]:
    """The counts of a release by their places."""
    return {(each.table, frozenset(each.at.items())): each.value for each in files.told if each.statistic == "people"}


# What a careless house publishes: here the attacker must succeed, or it is no attacker


def test_hiding_small_counts_alone_gives_some_away():
    records = crowd(SEED, 200)
    files = careless(records, exactly_from_ten)
    found = broken(files, world_of(files, people_of(records), TOGETHER))
    assert any(each.values == 1 for each in found)


def test_whole_percentages_prove_what_became_of_a_lone_child():
    records = crowd(SEED, 60)
    files = careless(records, in_fives, whole_percents=True)
    assert proven(files, world_of(files, people_of(records), TOGETHER), "achieved")


def test_figures_that_follow_the_records_say_who_has_left():
    records = crowd(SEED, 200)
    then, now = (careless(some, exactly_from_ten) for some in (records, records[1:]))
    moved = [old for old, new in zip(then.told, now.told, strict=True) if old != new and len(old.at) == 1]
    gone = records[0].at
    assert moved
    assert all(gone[dim] == key for each in moved for dim, key in each.at.items())
