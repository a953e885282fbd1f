"""Frameworks of outcomes as versioned data: clusters, their crosswalk, and a keyword rule that suggests a cluster.

A suggestion is a translation of a young person's own words, which they can change or refuse. It is made by looking for
the words listed in the framework's own file, and by nothing else, so that anybody can see why it was made.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = [
    "CATALYST",
    "Cluster",
    "Framework",
    "FrameworkError",
    "crosswalk",
    "framework",
    "frameworks",
    "matching_words",
    "suggest_cluster",
]

CATALYST = "catalyst-2012"
_FRAMEWORKS = Path(__file__).parent / "frameworks"


@dataclass(frozen=True)
class Cluster:
    """One cluster (Catalyst) or domain (Framework of Outcomes).

    A keyword is a word, or a few in a row; a word that ends in * is the beginning of one.
    """

    id: str
    title: str
    plain: str
    items: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    leads_to: Mapping[str, tuple[str, ...]] | None = None  # other framework id -> cluster ids there


@dataclass(frozen=True)
class Framework:
    """One version of one framework. A commissioned framework changes: an old version stays as it was."""

    id: str
    version: int
    title: str
    source: str
    clusters: tuple[Cluster, ...]

    def cluster(self, cluster_id: str) -> Cluster | None:
        """The cluster with this id, or None."""
        return next((cluster for cluster in self.clusters if cluster.id == cluster_id), None)


class FrameworkError(ValueError):
    """A framework file that contradicts itself or another."""


@cache
def frameworks() -> Mapping[str, Framework]:
    """Every framework that ships, by id; raises FrameworkError where a crosswalk leads nowhere."""
    found = {}
    for path in sorted(_FRAMEWORKS.glob("*.toml")):
        one = _framework(tomllib.loads(path.read_text(encoding="utf-8")))
        found[one.id] = one
    for one in found.values():
        _refuse_dead_ends(one, found)
    return found


def framework(framework_id: str = CATALYST) -> Framework:
    """The framework with this id; KeyError if it is not known."""
    return frameworks()[framework_id]


def crosswalk(cluster_id: str, *, to: str, of: str = CATALYST) -> tuple[Cluster, ...]:
    """Where a cluster of one framework is found in another; empty if nowhere."""
    cluster = framework(of).cluster(cluster_id)
    names = (cluster.leads_to or {}).get(to, ()) if cluster else ()
    return tuple(found for name in names if (found := framework(to).cluster(name)))


def suggest_cluster(words: str, one: Framework | None = None) -> str | None:
    """The cluster with the most matching words; None where none matches or two are level."""
    hits = {cluster_id: len(found) for cluster_id, found in matching_words(words, one).items()}
    if not hits:
        return None
    most = max(hits.values())
    best = [cluster_id for cluster_id, count in hits.items() if count == most]
    return best[0] if len(best) == 1 else None


def matching_words(words: str, one: Framework | None = None) -> dict[str, tuple[str, ...]]:
    """Which of the person's words match which cluster: the whole reason for a suggestion, to be shown with it."""
    spoken = re.findall(r"[^\W\d_]+", words.casefold())
    found = {}
    for cluster in (one or framework()).clusters:
        matched = [part for keyword in cluster.keywords for part in _parts_matching(spoken, keyword.split())]
        if matched:
            found[cluster.id] = tuple(dict.fromkeys(matched))
    return found


def _parts_matching(spoken: list[str], keyword: list[str]) -> list[str]:
    """The places where the words of a keyword were spoken one after the other."""
    starts = range(len(spoken) - len(keyword) + 1)
    parts = [spoken[start : start + len(keyword)] for start in starts]
    return [" ".join(part) for part in parts if all(_matches(*pair) for pair in zip(part, keyword, strict=True))]


def _matches(word: str, keyword: str) -> bool:
    return word.startswith(keyword[:-1]) if keyword.endswith("*") else word == keyword


def _framework(data: Mapping[str, Any]) -> Framework:
    clusters = tuple(_cluster(part) for part in data["cluster"])
    if len({cluster.id for cluster in clusters}) < len(clusters):
        raise FrameworkError(f"The framework {data['id']} defines a cluster twice.")
    return Framework(data["id"], data["version"], data["title"], data["source"], clusters)


def _cluster(part: Mapping[str, Any]) -> Cluster:
    return Cluster(
        id=part["id"],
        title=part["title"],
        plain=part.get("plain", ""),
        items=tuple(part.get("items", ())),
        keywords=tuple(part.get("keywords", ())),
        leads_to={name: tuple(ids) for name, ids in part.get("leads_to", {}).items()},
    )


def _refuse_dead_ends(one: Framework, known: Mapping[str, Framework]) -> None:
    for cluster in one.clusters:
        for name, ids in (cluster.leads_to or {}).items():
            if name not in known or any(known[name].cluster(each) is None for each in ids):
                raise FrameworkError(f"{one.id}: the cluster {cluster.id} leads to {name}, where it is not found.")
