"""What the staff pages of erasing share: addresses, who may open them, a record’s parts by name."""

from flask import Blueprint

from survey.i18n import lazy_gettext as _l
from survey.people.role import Role
from survey.records.views import voice
from survey.retention.erasure import Fate, Part

retention_desk = Blueprint("retention_desk", __name__, url_prefix="/retention")

WHO = (Role.DATA_LEAD, Role.MANAGER)
WHAT = {
    "answers": _l("Answers"),
    "suggestion": _l("What they say we should ask"),
    "quote": _l("A step of words that may be shown"),
    "goal": _l("A goal, with its ratings"),
    "record": _l("A note, in all its versions"),
    "statement": _l("Their own words beside an entry"),
}


def named_parts(parts: list[Part], names: dict[str, str]) -> list[dict[str, str]]:
    """Each part that can be picked, or that goes: what it is, whose, and when; one line for a goal or a note's part."""
    lines: dict[tuple[int, int], dict[str, str]] = {}
    for part in parts:
        kind = part.kind.partition(".")[0]
        line = (part.belongs_to, part.ordinal if kind != "goal" else 0)
        if part.fate is Fate.ALONE and line not in lines:
            others = len(part.subjects) - 1
            lines[line] = {
                "value": f"{part.seq}.{part.ordinal}",
                "what": str(WHAT[kind]),
                "who": names.get(part.author or "", ""),
                "day": voice().day(part.at),
                "part": str(part.ordinal + 1),
                "others": str(others) if others else "",
            }
    return list(lines.values())
