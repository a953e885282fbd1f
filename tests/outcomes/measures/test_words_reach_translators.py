"""The words in data files are marked for translation too: translators see code and templates, never the data."""

from outcomes.measures.definition import library
from outcomes.measures.framework import frameworks
from outcomes.measures.people_words import PLAIN
from outcomes.measures.staff import TITLES

CLUSTERS = [cluster for framework in frameworks().values() for cluster in framework.clusters]


def test_what_young_people_read_of_a_cluster() -> None:
    assert sorted(PLAIN) == sorted({cluster.plain for cluster in CLUSTERS if cluster.plain})


def test_what_staff_read_of_measures_and_frameworks() -> None:
    names = {cluster.title for cluster in CLUSTERS} | {framework.title for framework in frameworks().values()}
    for measure in library().values():
        names |= {measure.title} | {scale.title for scale in measure.scales}
    assert sorted(TITLES) == sorted(names)
