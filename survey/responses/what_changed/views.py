"""What changed because you told us, on the link that they answered with: also when it has run out."""

from survey.drawn import part
from survey.house import house
from survey.i18n import day_words
from survey.pages import render
from survey.responses.what_changed import store
from survey.responses.what_changed.store import Said

Row = tuple[str, bool, str]


def rows_of(found: list[Said]) -> list[Row]:
    """As a page shows them: the day, whether something changed, the words."""
    return [(day_words(each.at, year=True), each.is_change, each.words) for each in found]


def told_to_round(round_id: str | None) -> list[Row]:
    """What was said back to a round."""
    if not store.is_anything_said(house().database, round_id):
        return []
    with house().database.reading() as session:
        return rows_of(store.said_to(session, [round_id] if round_id else []))


def drawn_told(rows: list[Row]) -> str:
    """What was said back, as it stands on a page that is drawn once and joined."""
    return part("responses/_what_changed.html", said=rows) if rows else ""


def ended_page(token: str) -> str | None:
    """What a link that has run out still tells; None: nothing, as for a link that never was."""
    with house().database.reading() as session:
        found = store.said_to_ended_link(session, token, house().clock())
    return render("responses/ended.html", token=None, said=rows_of(found)) if found else None
