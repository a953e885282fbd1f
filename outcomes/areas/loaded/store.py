"""What was taken in, each with its source: for the page of the data lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outcomes.areas import store
from outcomes.areas.lived.store import where_they_work
from outcomes.areas.models import AreaList, AreaSameCode
from outcomes.areas.official.models import ReleaseOfficialRow
from outcomes.areas.official.store import tables
from outcomes.areas.outlines.models import ReleaseMapRow
from outcomes.areas.outlines.store import maps
from survey.people.models import Area


@dataclass(frozen=True)
class Loaded:
    """Everything there is about places. `lived_in`: how many places of each level people can live in, by their year."""

    lists: Sequence[AreaList]
    same_codes: Sequence[AreaSameCode]
    official: Sequence[ReleaseOfficialRow]
    maps: Sequence[ReleaseMapRow]
    lived_in: Sequence[tuple[str, int | None, int]]
    works_in: Sequence[tuple[str, list[str]]]


def loaded(session: Session) -> Loaded:
    """What was taken in, in the order it was."""
    by = (Area.level, Area.vintage)
    counted = select(*by, func.count()).group_by(*by).order_by(*by)
    return Loaded(
        store.lists(session),
        store.same_codes(session),
        tables(session),
        maps(session),
        [(level, vintage, count) for level, vintage, count in session.execute(counted)],
        where_they_work(session),
    )
