"""Each thing that makes a look unusual, by itself; and what someone was when they looked."""

import pytest

from survey.people.looks.look import Channel, Onlooker, Seen, Unusual, codes, role_of
from survey.people.role import Role

SOMETHING = Seen("amina", "notes", "", frozenset())


@pytest.mark.parametrize(
    ("seen", "how", "unusual"),
    [
        (SOMETHING, {}, ()),
        (SOMETHING, {"is_tied": False}, (Unusual.NOT_ON_CASELOAD,)),
        (Seen("amina", "challenge", "", frozenset(), has_to=True), {"is_tied": False}, ()),
        (SOMETHING, {"channel": Channel.EXPORT}, (Unusual.EXPORT,)),
        (SOMETHING, {"channel": Channel.PRINT}, ()),
        (SOMETHING, {"at_work": False, "is_tied": False}, (Unusual.NOT_ON_CASELOAD, Unusual.OUT_OF_HOURS)),
        (Seen("amina", "search", "", frozenset()), {}, (Unusual.NAME_SEARCH,)),
    ],
)
def test_each_reason_by_itself(seen, how, unusual) -> None:
    usual = {"channel": Channel.SCREEN, "is_tied": True, "at_work": True}
    assert codes(seen, **usual | how) == unusual


def test_what_they_were_is_kept() -> None:
    assert role_of(Onlooker("rosa")) == "family"
    assert role_of(Onlooker("lena", "harbour", frozenset({Role.MANAGER, Role.PRACTITIONER}))) == "practitioner"
    assert role_of(Onlooker("dee", "harbour", frozenset({Role.DATA_LEAD}))) == "data_lead"
