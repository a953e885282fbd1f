"""Projections: tables that are only a reading of entries. A feature registers what it makes of which kind of entry.

A feature above registers; the ledger below does not know it exists. What a projection writes must follow from the
entries alone, because `sayso ledger rebuild` empties these tables and plays every entry again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.ledger.entry import Recorded

Apply = Callable[["Session", "Recorded"], None]


@dataclass(frozen=True)
class Projection:
    """A name, the tables it fills (model classes), and what to do on each kind of entry.

    `erased`: what to do with an entry of which a part is gone. It is called when that happens, and instead of `on`
    whenever the entry is played again; the tables must come out the same either way.
    """

    name: str
    tables: tuple[type[Any], ...]
    on: Mapping[str, Apply]
    erased: Mapping[str, Apply] = field(default_factory=dict)


_registered: dict[str, Projection] = {}
_by_kind: dict[str, list[Apply]] = {}
_erased_by_kind: dict[str, list[Apply]] = {}


def register(projection: Projection) -> None:
    """Add a projection, once, at import of the feature that owns it."""
    if projection.name in _registered:
        raise ValueError(f"A projection named {projection.name} is already registered.")
    _registered[projection.name] = projection
    for kind, apply in projection.on.items():
        _by_kind.setdefault(kind, []).append(apply)
    for kind, apply in projection.erased.items():
        _erased_by_kind.setdefault(kind, []).append(apply)


def registered() -> tuple[Projection, ...]:
    """All projections, in the order their features were imported."""
    return tuple(_registered.values())


def project(session: Session, recorded: Recorded) -> None:
    """Let every projection that listens to this kind of entry see it, or what is left of it."""
    listening = _erased_by_kind if recorded.has_erased_parts else _by_kind
    for apply in listening.get(recorded.kind, ()):
        apply(session, recorded)
