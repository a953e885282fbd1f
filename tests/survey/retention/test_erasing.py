"""What was decided is carried out: the words go, everything else stands, and nothing is left of them anywhere."""

from survey.ledger.erasing.store import ERASED
from survey.ledger.store import entries_about, rebuild
from survey.retention.erasure import State
from survey.retention.store import erasure_at

from tests.survey.retention import steps


def test_a_part_goes_after_two_signatures_and_fourteen_days(house, cast):
    note = steps.note(house, cast, cast.amina)
    seq = steps.erase(house, cast, cast.amina, {(note, 0)})
    assert steps.reads(house, note) == []
    with house.database.reading() as session:
        assert erasure_at(session, seq).state is State.DONE
        assert [e.kind for e in entries_about(session, cast.amina)][0] == ERASED
    with house.database.writing() as session:
        assert rebuild(session) == []
