"""The log's page for those who answer for it: how much nobody outside could vouch for, who remembers, what is wrong."""

from flask import Blueprint

from survey.desk_pages import only_for, render
from survey.house import house
from survey.i18n import day_words, time_words
from survey.i18n import gettext as _
from survey.ledger.checkpoints.store import signed_size, trouble
from survey.ledger.window.store import window
from survey.ledger.window.window import Memory, Window
from survey.people.role import Role

log_desk = Blueprint("log_desk", __name__, url_prefix="/log")


@log_desk.get("/")
@only_for(Role.MANAGER, Role.DATA_LEAD)
def remembered() -> str:
    """The window, live; every memory outside; whether heads are being signed."""
    here = house()
    with here.database.reading() as session:
        found, stopped = window(session, here.clock()), trouble(session)
        signed = signed_size(session)
    return render(
        "log/desk/remembered.html",
        window=found,
        rows=[_row(each, found) for each in found.memories],
        signed=signed,
        stopped=stopped,
        stopped_on=day_words(stopped.at) if stopped else "",
        key=str(here.signer.key),
    )


def _row(memory: Memory, found: Window) -> tuple[str, str, str, str]:
    who = _("Receipts in people’s hands") if memory.is_receipts else memory.name
    when = f"{day_words(memory.at)}, {time_words(memory.at)}" if memory.size else _("never")
    return who, str(min(memory.size, found.size)), when, memory.trouble or _("all is well")
