"""What kind of look an entry records, for those who keep audit trails. Pure."""

from collections.abc import Mapping

from survey.exports.fhir_trail import BREAK_GLASS, EXPORT, READ, SEARCH, What
from survey.ledger.entry import Recorded

KINDS: Mapping[str, What] = {"export": EXPORT, "search": SEARCH, "break_glass": BREAK_GLASS}


def what_of(entry: Recorded) -> What:
    """The kind of look. One that has no code is a plain one."""
    return KINDS.get(str(entry.content.get("code", "")), READ)
