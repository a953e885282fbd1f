"""Who signs, what may go and what goes with it: the rules alone, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey import app  # so that every feature has registered
from survey.consent.decision import ALLOWING
from survey.consent.decision import State as ConsentState
from survey.errors import AlreadyDone
from survey.ledger.projection import registered
from survey.people.role import Role
from survey.records.account.gone import Why
from survey.retention.erasure import (
    COOLING,
    FATES,
    CannotGo,
    Erasure,
    Fate,
    NothingToErase,
    NotOwnWork,
    NotTwice,
    NotWithoutDataLead,
    NotYours,
    Part,
    State,
    authors_of,
    chosen,
    may_propose_again,
    require_signer,
    shared,
    signs_as,
    whole_record,
)
from survey.retention.hold import Authority, Hold, ReviewTooFar, holding, require_review

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
AMINA, ROSA, SAM, LENA, DEE = "amina", "rosa", "sam", "lena", "dee"


def part(seq, ordinal=0, kind="record.made", subjects=(AMINA,), belongs_to=None, author=SAM):
    return Part(seq, ordinal, kind, subjects, author, NOW, seq if belongs_to is None else belongs_to)


def erasure(**changes):
    usual = Erasure(
        seq=9,
        person_id=AMINA,
        organisation_id="harbour",
        people=frozenset({AMINA}),
        whole=False,
        parts=((1, 0),),
        why=Why.NOT_NEEDED,
        proposed_at=NOW,
        first_by=LENA,
        first_as=Role.MANAGER,
    )
    return replace(usual, **changes)


@pytest.mark.parametrize(
    ("roles", "first", "role"),
    [
        ({Role.DATA_LEAD}, None, Role.DATA_LEAD),
        ({Role.DATA_LEAD}, Role.DATA_LEAD, Role.DATA_LEAD),
        ({Role.DATA_LEAD}, Role.MANAGER, Role.DATA_LEAD),
        ({Role.MANAGER}, Role.DATA_LEAD, Role.MANAGER),
        ({Role.MANAGER, Role.DATA_LEAD}, Role.MANAGER, Role.DATA_LEAD),
    ],
)
def test_a_data_lead_and_a_manager_or_two_data_leads(roles, first, role):
    assert signs_as(roles, first) is role


def test_two_managers_or_anyone_else_do_not_sign():
    with pytest.raises(NotWithoutDataLead):
        signs_as({Role.MANAGER}, Role.MANAGER)
    for role in (Role.PRACTITIONER, Role.COMMISSIONER):
        with pytest.raises(NotYours):
            signs_as({role})


def test_nobody_signs_twice_or_decides_on_their_own_work_or_on_themselves():
    lead = {Role.DATA_LEAD}
    assert require_signer(erasure(), {SAM}, DEE, lead) is Role.DATA_LEAD
    with pytest.raises(NotTwice):
        require_signer(erasure(), {SAM}, LENA, lead)
    for signer in (SAM, AMINA):
        with pytest.raises(NotOwnWork):
            require_signer(erasure(), {SAM}, signer, lead)
    by_rule = erasure(first_by=None, first_as=None)
    assert require_signer(by_rule, {SAM}, SAM, lead)  # an author may be first: never alone
    with pytest.raises(AlreadyDone):
        require_signer(erasure(approved_seq=12, approved_by=DEE), set(), SAM, lead)
    with pytest.raises(AlreadyDone):
        require_signer(erasure(stopped_seq=12), set(), DEE, lead)


def test_whoever_placed_a_hold_or_worked_the_desk_wrote_nothing_of_the_record():
    parts = [part(1), part(2, 1, kind="hold.placed", author=DEE), part(3, kind="relation.made", author=LENA)]
    assert authors_of(parts) == {SAM}


def test_what_never_goes_and_what_goes_only_with_the_whole_record():
    never = {kind for kind, fate in FATES.items() if fate is Fate.NEVER}
    about_releases = {"agreement", "figures", "activity", "reading", "question", "promise"}
    assert never == {"erasure", "hold", "cohort", "register", "requests", "round", "watch"} | about_releases
    assert part(1, kind="consent.given").fate is Fate.WITH_THE_RECORD
    assert part(1, kind="view.made").fate is Fate.WITH_THE_RECORD
    assert part(1, kind="something.new").fate is Fate.WITH_THE_RECORD
    assert part(1, kind="erasure.done").fate is Fate.NEVER
    assert part(1, 1, kind="erasure.proposed").fate is Fate.WITH_THE_RECORD  # its words, not its facts
    assert part(1, kind="record.made", subjects=()).fate is Fate.NEVER


def test_every_kind_there_is_has_its_place_in_the_table():
    kinds = {kind for projection in registered() for kind in projection.on}
    assert {kind.partition(".")[0] for kind in kinds} - set(FATES) == set()


def test_a_note_goes_with_its_versions_and_a_goal_with_its_ratings():
    record = [
        part(1),
        part(1, 1, subjects=(ROSA,)),
        part(2, kind="record.corrected", belongs_to=1),
        part(2, 1, kind="record.corrected", belongs_to=1, subjects=(ROSA,)),
        part(3, kind="goal.set"),
        part(4, kind="goal.rated", belongs_to=3),
        part(5, kind="goal.rated", belongs_to=8),
        part(6, kind="consent.given"),
    ]
    assert [each.place for each in chosen(record, {(1, 0)})] == [(1, 0), (2, 0)]
    assert [each.place for each in chosen(record, {(3, 0)})] == [(3, 0), (4, 0)]
    assert [each.place for each in chosen(record, {(4, 0)})] == [(4, 0)]
    for places, why in (({(6, 0)}, CannotGo), (set(), NothingToErase), ({(1, 0), (7, 0)}, NothingToErase)):
        with pytest.raises(why):
            chosen(record, places)


def test_a_whole_record_is_what_is_about_them_and_nobody_else():
    record = [
        part(1),
        part(2, subjects=(AMINA, ROSA)),
        part(3, subjects=(ROSA,)),
        part(4, kind="hold.placed"),
        part(4, 1, kind="hold.placed"),
        part(5, kind="view.made"),
    ]
    assert [each.place for each in whole_record(record, AMINA)] == [(1, 0), (4, 1), (5, 0)]
    assert [each.place for each in shared(record, AMINA)] == [(2, 0)]


def test_it_is_due_after_fourteen_days_and_not_a_moment_before():
    cooling = erasure(approved_seq=12, approved_by=DEE, due_at=NOW + COOLING)
    assert timedelta(days=14) == COOLING
    assert not cooling.is_due(NOW + COOLING - timedelta(milliseconds=1))
    assert cooling.is_due(NOW + COOLING)
    assert not replace(cooling, stopped_seq=13).is_due(NOW + COOLING)
    assert replace(cooling, done_seq=13).state is State.DONE


def test_a_rule_does_not_ask_again_what_was_stopped_for_a_year():
    rule = "england/answers/2026-11-01"
    stopped = erasure(rule=rule, stopped_seq=10, stopped_at=NOW)
    assert not may_propose_again([erasure(rule=rule)], rule, NOW)
    assert not may_propose_again([stopped], rule, NOW + timedelta(days=364))
    assert may_propose_again([stopped], rule, NOW + timedelta(days=365))
    assert may_propose_again([erasure(rule="another")], rule, NOW)


def test_a_hold_covers_a_person_or_an_entry_until_it_is_lifted():
    on_amina = Hold(20, AMINA, None, Authority.COURT, DEE, NOW, date(2026, 10, 1))
    on_entry = replace(on_amina, seq=21, person_id=ROSA, entry_seq=1)
    assert holding([on_amina, on_entry], erasure(), {1}) == [on_amina, on_entry]
    assert holding([on_entry], erasure(), {2}) == []
    assert holding([replace(on_amina, lifted_seq=22)], erasure(), {1}) == []
    assert holding([replace(on_amina, person_id=ROSA)], erasure(people=frozenset({AMINA, ROSA})), {5})
    assert on_amina.is_overdue(date(2026, 10, 2))
    assert not on_amina.is_overdue(date(2026, 10, 1))


def test_a_review_day_lies_ahead_and_within_ninety_days():
    today = date(2026, 9, 14)
    assert require_review(today + timedelta(days=90), today)
    for day in (today, today + timedelta(days=91), today - timedelta(days=1)):
        with pytest.raises(ReviewTooFar):
            require_review(day, today)


def test_every_projection_knows_what_to_do_when_what_it_rests_on_is_erased():
    """A handler for each kind that can go. That live and played again come out alike is tried elsewhere."""
    assert app.STAFF_SIDE
    deaf = {
        (projection.name, kind)
        for projection in registered()
        for kind in set(projection.on) - set(projection.erased)
        if FATES.get(kind.partition(".")[0], Fate.WITH_THE_RECORD) is not Fate.NEVER
    }
    assert deaf - NEEDS_NONE == set()


NEEDS_NONE = {
    ("putting right", "share.recipient_kept"),  # it is about nobody
    ("drafts", "consent.withdrawn"),  # it removes drafts, and nothing of it stays to be removed
    *(("requests", f"request.{step}") for step in ("weighed", "delay_asked", "put_off")),  # they are about nobody
    *(("seals", f"seal.{step}") for step in ("proposed", "signed", "renewed", "checked")),  # and so are these
    *(("quotes", f"consent.{state.value}") for state in ConsentState if state not in ALLOWING),  # goes with the record
    ("quotes", "answers.deleted"),  # and so does this
    ("shares", "share.put_off"),  # goes only with the whole record, and so with the row that it changed
}
