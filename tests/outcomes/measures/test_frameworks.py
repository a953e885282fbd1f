"""Frameworks as data, their crosswalk, and the keyword rule that suggests a cluster."""

import pytest

from outcomes.measures.definition import library
from outcomes.measures.framework import (
    CATALYST,
    Cluster,
    Framework,
    FrameworkError,
    _refuse_dead_ends,
    crosswalk,
    framework,
    frameworks,
    matching_words,
    suggest_cluster,
)

SEVEN = ["communication", "confidence", "planning", "relationships", "creativity", "resilience", "managing"]
SIX = ["emotion_management", "empathy", "initiative", "problem_solving", "responsibility", "teamwork"]


def test_three_frameworks_ship() -> None:
    assert list(frameworks()) == [CATALYST, "framework-2.0", "framework-3.0"]
    assert [cluster.id for cluster in framework().clusters] == SEVEN
    for version in ("framework-2.0", "framework-3.0"):
        assert [cluster.id for cluster in framework(version).clusters] == SIX


def test_a_cluster_is_fed_by_the_items_it_is_scored_from() -> None:
    for cluster in framework().clusters:
        assert library()["clusters"].scale(cluster.id).items == cluster.items


def test_the_crosswalk_reads_the_same_both_ways() -> None:
    for version in ("framework-2.0", "framework-3.0"):
        there = {(one, two.id) for one in SEVEN for two in crosswalk(one, to=version)}
        back = {(two.id, one) for one in SIX for two in crosswalk(one, to=CATALYST, of=version)}
        assert there == back
        assert {domain for _, domain in there} == set(SIX)


def test_a_cluster_that_is_not_there_leads_nowhere() -> None:
    assert crosswalk("nothing", to="framework-2.0") == ()
    assert framework().cluster("nothing") is None
    with pytest.raises(KeyError):
        framework("local-2031")


def test_a_crosswalk_to_nowhere_is_refused() -> None:
    broken = Framework("x", 1, "X", "here", (Cluster("a", "A", "", leads_to={"y": ("b",)}),))
    with pytest.raises(FrameworkError, match="the cluster a leads to y, where it is not found"):
        _refuse_dead_ends(broken, {"x": broken})


@pytest.mark.parametrize(
    ("words", "cluster"),
    [
        ("Make two new friends", "relationships"),
        ("I want to stop arguing with my mum", "relationships"),
        ("Get the bus by myself", "confidence"),
        ("Feel calmer at night", "managing"),
        ("SPEAK UP IN CLASS", "communication"),
        ("get a job", "planning"),
        ("play guitar", "creativity"),
        ("not give up when it's hard", "resilience"),
    ],
)
def test_words_suggest_a_cluster(words: str, cluster: str) -> None:
    assert suggest_cluster(words) == cluster


@pytest.mark.parametrize("words", ["", "   ", "xyzzy", "عربي", "\x00", "finish my art", "🙂", "friendship " * 0])
def test_where_nothing_matches_or_two_are_level_nothing_is_suggested(words: str) -> None:
    assert suggest_cluster(words) is None


def test_the_reason_for_a_suggestion_can_be_shown() -> None:
    assert matching_words("Stop arguing with Mum, feel ok!") == {
        "relationships": ("mum", "arguing"),
        "managing": ("feel",),
    }
    assert matching_words("Stand up and give up, giving it up")["resilience"] == ("give up",)


def test_a_keyword_of_several_words_needs_them_in_a_row() -> None:
    assert suggest_cluster("Get to class on time") == "planning"
    assert suggest_cluster("Time on my hands") is None
    assert suggest_cluster("time to switch on") is None


def test_a_word_said_twice_counts_once() -> None:
    assert suggest_cluster("friends friends friends, calm and sleep") == "managing"


def test_only_a_star_matches_the_beginning_of_a_word() -> None:
    one = Framework(
        "x", 1, "X", "here", (Cluster("a", "A", "", keywords=("art",)), Cluster("b", "B", "", keywords=("sing*",)))
    )
    assert suggest_cluster("party", one) is None
    assert suggest_cluster("singing", one) == "b"


def test_no_keyword_belongs_to_two_clusters() -> None:
    seen: dict[str, str] = {}
    for cluster in framework().clusters:
        for keyword in cluster.keywords:
            assert seen.setdefault(keyword, cluster.id) == cluster.id
