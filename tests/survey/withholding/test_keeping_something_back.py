"""Keeping something from one relative: nothing of it is theirs to find; the child and staff read on; it ends told."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from staff import Desk

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim
from survey.ledger.models import SegmentSubject
from survey.ledger.store import entries, entries_about, in_order, rebuild
from survey.people.looks.look import Onlooker
from survey.people.looks.store import see
from survey.people.role import Role
from survey.people.seals import store as seals
from survey.people.seals.models import SealRow
from survey.people.seals.projection.store import barred_to, seal_at, seals_on
from survey.people.seals.seal import Authority, Mode, Seal, TheyKnow
from survey.records.account.gone import Why
from survey.records.challenge import Kind
from survey.records.seen.store import notes_of
from survey.records.store import add_statement, make_note, raise_challenge
from survey.retention import store as retention
from survey.retention.erasure import CannotGo, NothingToErase
from survey.sharing import store as shares
from survey.sharing.share import Share, Telling, Told
from tests.survey.records.conftest import Notes, Visitor, part
from tests.survey.withholding.conftest import SEALED, TEST, Write, seal_from

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def pages_of(rosa: Visitor, cast: Cast) -> dict[str, str]:
    """Every page of Rosa's on which it might show."""
    own = ("", "/paper", "/looks", "/months", f"/about/{cast.amina}", f"/about/{cast.amina}/paper")
    saved = (f"/en/exports/open/{rosa.key}/saved.html", f"/en/exports/open/{rosa.key}/about/{cast.amina}/saved.html")
    others = (f"/en/sharing/mine/{rosa.key}", f"/en/retention/{rosa.key}", f"/en/receipts/{rosa.token}", *saved)
    answers = {path: rosa.get(path) for path in (*(rosa.at() + each for each in own), *others)}
    assert {each.status_code for each in answers.values()} == {200}
    return {path: each.text for path, each in answers.items()}


@on_sqlite
def test_it_works(sayso: Sayso, cast: Cast, sam: Desk, lena: Desk, rosa: Visitor, amina: Visitor) -> None:
    form = {"happened_on": "2026-09-14", "strength": "", "strength_about": cast.amina}
    form |= {"parts-0-claim": "fact", "parts-0-about": f"{cast.amina},{cast.rosa}", "parts-0-words": "They came."}
    form |= {"parts-1-claim": "observation", "parts-1-about": cast.amina, "parts-1-words": SEALED}
    form |= {"parts-1-kept_from": cast.rosa, "kept-mode": "silent", "kept-authority": "social_work", "kept-days": "60"}
    again = sam.post(f"/desk/records/{cast.amina}/new", **form, **{"kept-words": "No."})
    assert again.status_code == 422
    assert SEALED in again.text
    assert "Say what harm would come of it" in again.text
    assert sam.post(f"/desk/records/{cast.amina}/new", **form, **{"kept-words": TEST}).status_code == 303
    for page in pages_of(rosa, cast).values():
        assert SEALED not in page
        assert "not shown to you" not in page.replace("stops us showing you something", "")
    assert "They came." in rosa.record()
    assert SEALED in amina.record()
    assert SEALED in sam.get(f"/desk/records/{cast.amina}").text
    assert "It needs a second signature." in lena.get("/desk/withholding/").text


@on_sqlite
def test_two_sign_and_it_is_looked_at_again(sayso, cast, clock, sam, lena, dee, write_kept: Write, rosa) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session)
        seq = seals_on(session, cast.amina)[0].seq
    sam_too = sam.post(f"/desk/withholding/{seq}/sign", form_on=f"/desk/records/{cast.amina}/new", words="")
    assert sam_too.status_code == 403
    assert lena.post(f"/desk/withholding/{seq}/sign", form_on=f"/desk/withholding/{seq}", words="").status_code == 303
    clock.move(days=91)
    page = lena.get("/desk/withholding/").text
    assert "Its day has come" in page
    token = {"form_on": f"/desk/withholding/{seq}"}
    late = lena.post("/desk/withholding/round", **token)
    assert late.status_code == 409
    assert "Decide about each first" in late.text
    longer = lena.post(f"/desk/withholding/{seq}/renew", **token, words="She would still be hurt at home.", days="30")
    assert longer.status_code == 303
    assert "Its day has come" in dee.get("/desk/withholding/").text, "one signature is not enough"
    assert "She would still be hurt at home." in dee.get(f"/desk/withholding/{seq}").text
    own = lena.post(f"/desk/withholding/{seq}/sign", **token, words="")
    assert own.status_code == 403
    assert dee.post(f"/desk/withholding/{seq}/sign", **token, words="").status_code == 303
    assert dee.post("/desk/withholding/round", **token).status_code == 303
    with sayso.house.database.reading() as session:
        seal = seal_at(session, seq)
        assert (seal.first_by, seal.second_by) == (cast.lena, cast.dee)
        assert seal.review_on == clock().date() + timedelta(days=30)
        assert barred_to(session, cast.rosa)
    assert "The last check of them all was on 14 Dec 2026." in rosa_again(rosa).record()


def rosa_again(rosa: Visitor) -> Visitor:
    """Her record closed long ago; her link has ended too."""
    from survey.people.store import invite

    house = rosa.sayso.house
    with house.database.writing() as session:
        made = invite(
            session,
            rosa.person_id,
            by=None,
            days=30,
            secret_key=house.settings.secret_key,
            now=house.clock(),
            rng=house.rng,
        )
    rosa.token = made.token
    return rosa.open("blue boat morning")


@on_sqlite
def test_unsigned_for_five_working_days_it_waits_in_front(sayso, cast, clock, lena: Desk, write_kept: Write) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session)
    assert "Nobody has signed it" not in lena.get("/desk/withholding/").text
    clock.move(days=8)
    assert "Nobody has signed it for more than 5 working days." in lena.get("/desk/withholding/").text
    with sayso.house.database.reading() as session:
        assert barred_to(session, cast.rosa), "it protects from the first moment, signed or not"


@on_sqlite
@pytest.mark.parametrize("about_her", [False, True])
def test_when_it_ends_she_is_told_and_what_is_hers_is_hers(
    sayso: Sayso, cast: Cast, lena: Desk, write_kept: Write, rosa: Visitor, clock, about_her: bool
) -> None:
    about = (cast.amina, cast.rosa) if about_her else (cast.amina,)
    with sayso.house.database.writing() as session:
        write_kept(session, about=about)
        seq = seals_on(session, cast.amina)[0].seq
    ends = {"form_on": f"/desk/withholding/{seq}", "words": "We had to be sure first that everyone was safe."}
    assert lena.post(f"/desk/withholding/{seq}/end", **ends | {"words": "Over."}).status_code == 422
    assert lena.post(f"/desk/withholding/{seq}/end", **ends).status_code == 303
    page = rosa.record("?order=newest")
    assert "From Mon 14 Sept to Mon 14 Sept there was something we did not show you." in page
    assert "We had to be sure first that everyone was safe." in page
    assert TEST not in page
    assert "Sam Okafor" in page
    assert "Lena Marsh" in page
    assert (SEALED in page) == about_her
    assert SEALED in rosa.get(rosa.at("about", cast.amina)).text
    with sayso.house.database.writing() as session:
        assert rebuild(session) == []


@on_sqlite
def test_when_it_ends_and_is_not_hers_she_is_not_told(sayso, cast, write_kept: Write, now) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session)
        seq = seals_on(session, cast.amina)[0].seq
        words = "It is over, and nothing is hers."
        seals.end(session, seq, by=cast.lena, words=words, is_theirs=False, **now())
        assert not entries_about(session, cast.rosa, ("seal.ended",))


@on_sqlite
def test_a_stub_says_that_something_is_kept_back_and_no_more(sayso, cast, write_kept: Write, rosa: Visitor) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session, mode=Mode.STUB)
    page = rosa.get(rosa.at("about", cast.amina)).text
    assert "There is something here that we can’t show you for now. We look at it again by Sun 13 Dec." in page
    assert SEALED not in page
    assert "There is something here" not in rosa.record(), "it is not about her"


@on_sqlite
def test_a_fresh_look_is_asked_by_anyone_and_answered_alike(sayso, cast, lena, write_kept: Write, rosa, amina) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session)
    for visitor in (rosa, amina, rosa):
        assert visitor.post("/en/withholding/{key}").status_code == 303
    asked = [
        re.sub(r"1[A-Za-z0-9_-]{32,}|[0-9a-f]{32,}", "", v.get("/en/withholding/{key}").text) for v in (rosa, amina)
    ]
    assert asked[0].replace("family", "own") == asked[1].replace("family", "own")
    assert "They asked for a fresh look." in lena.get("/desk/withholding/").text
    with sayso.house.database.reading() as session:
        assert len(entries_about(session, cast.rosa, ("seal.asked",))) == 1


# What hangs on it


@on_sqlite
def test_newer_versions_words_beside_it_and_looks_are_kept_from_her_too(
    sayso: Sayso, cast: Cast, notes: Notes, rosa: Visitor, now
) -> None:
    house = sayso.house
    with house.database.writing() as session:
        seal = seal_from(cast.amina, cast.rosa)
        seals.propose(session, seal, notes.home, by=cast.sam, today=house.clock().date(), **now())
        add_statement(session, cast.amina, notes.home, "I like it there.", **now())
    see(house, Onlooker(cast.sam, "harbour", frozenset({Role.PRACTITIONER})), notes_of(cast.amina))
    with house.database.reading() as session:
        told = entries_about(session, cast.rosa, ("view.made",))
        untold = [e for e in in_order(session) if e.kind == "view.made" and not e.subjects]
        assert not [e for e in told if any(seq == notes.home for seq, _n in e.content["parts"])]
        assert [e.content["of"] for e in untold] == [cast.rosa]
        assert len(barred_to(session, cast.rosa)) == 2
    for page in pages_of(rosa, cast).values():
        assert "Rosa works nights." not in page
        assert "I like it there." not in page
    assert rosa.get(rosa.at(notes.home, "receipt")).status_code == 404
    assert rosa.get(rosa.at(notes.home, "challenge")).status_code == 404


@on_sqlite
def test_silence_is_refused_where_she_knows_and_a_stub_is_not(sayso, cast, notes: Notes, sam, rosa, now) -> None:
    at = f"/desk/withholding/of/{cast.amina}/{notes.home}"
    with sayso.house.database.writing() as session:
        seq = raise_challenge(session, cast.rosa, notes.home, Kind.WRONG_FACT, "No.", **now())
    form = {"viewer": cast.rosa, "authority": "wishes", "words": TEST, "child_words": "", "days": "30"}
    refused = sam.post(at, **form, mode="silent")
    assert refused.status_code == 422
    assert "It cannot be silent" in refused.text
    assert sam.post(at, **form, mode="stub").status_code == 303
    own = rosa.get(rosa.at("challenges", seq))
    assert own.status_code == 200, "her own challenge stays hers to read"
    assert "There is something here that we can’t show you for now." in own.text
    assert "Quay Street" not in own.text
    twice = sam.post(at, **form, mode="stub")
    assert twice.status_code == 409
    with sayso.house.database.writing() as session:
        one = [part("Rosa rang.", Claim.FACT, cast.sam, cast.rosa, cast.amina)]
        seq = make_note(session, cast.sam, one, happened_at=None, **now())
        add_statement(session, cast.rosa, seq, "I did not.", **now())
        seal, today = seal_from(cast.amina, cast.rosa), now()["now"].date()
        with pytest.raises(TheyKnow):
            seals.propose(session, seal, seq, by=cast.sam, today=today, **now())


@on_sqlite
def test_what_is_kept_from_her_is_erased_without_telling_her(sayso, cast, notes: Notes, now) -> None:
    with sayso.house.database.writing() as session:
        seals.propose(
            session, seal_from(cast.amina, cast.rosa), notes.home, by=cast.sam, today=now()["now"].date(), **now()
        )
        why = {"why": Why.NOT_NEEDED, "words": "", "by": cast.lena, "roles": [Role.MANAGER]}
        with pytest.raises(NothingToErase):
            retention.propose(session, cast.rosa, places={(notes.home, 2)}, **why, **now())
        kept = {(notes.home, 0)}
        retention.propose(session, cast.amina, places=kept, **why, **now())
        assert not retention.erasures_about(session, cast.rosa)
        other = [part("They moved again.", Claim.FACT, cast.sam, cast.amina, cast.rosa)]
        seq = make_note(session, cast.sam, other, happened_at=None, **now())
        with pytest.raises(CannotGo):
            retention.propose(session, cast.amina, places={(notes.home, 1), (notes.home, 0), (seq, 0)}, **why, **now())


# From the child


@on_sqlite
def test_from_the_child_herself_only_staff_read_it(sayso, cast, sam, write_kept: Write, amina, rosa, now) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session, viewer=cast.amina)
        (made,) = [e for e in in_order(session) if e.kind == "record.made" and e.content["words"] == SEALED]
        assert not made.subjects
    assert SEALED in sam.get(f"/desk/records/{cast.amina}").text
    assert SEALED not in amina.record()
    assert SEALED not in amina.get(f"/en/exports/open/{amina.key}/saved.html").text
    for page in pages_of(rosa, cast).values():
        assert SEALED not in page
    with sayso.house.database.reading() as session:
        told = [e for e in entries_about(session, cast.amina, ("view.made",))]
        assert not [e for e in told if [made.seq, 0] in e.content["parts"]]
    with sayso.house.database.writing() as session:
        seq = seals_on(session, cast.amina)[0].seq
        seals.end(session, seq, by=cast.lena, words="It is safe to tell you now.", is_theirs=True, **now())
    assert SEALED in amina.record()
    assert sam.get(f"/desk/records/{cast.amina}").text.count(SEALED) == 1


def test_the_schema_holds_what_the_law_says(sayso: Sayso, cast: Cast, write_kept: Write) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session)
        row = session.execute(select(SealRow.__table__)).mappings().one()
    wrong = (
        {"viewer_id": row["person_id"]},  # from the child, whose name is in no test
        {"review_days": 91},
        {"review_on": None},
        {"second_by": row["first_by"], "signed_at": row["since"]},
        {"authority": "immigration"},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), sayso.house.database.writing() as session:
            session.execute(insert(SealRow.__table__), dict(row) | {"seq": 10_000} | values)


def test_at_birth_nothing_in_the_ledger_is_about_her(sayso: Sayso, cast: Cast, write_kept: Write) -> None:
    with sayso.house.database.writing() as session:
        write_kept(session, about=(cast.rosa,))
        hers = set(session.scalars(select(SegmentSubject.entry_seq).where(SegmentSubject.person_id == cast.rosa)))
        sealed = [e.seq for e in in_order(session) if e.kind == "record.made" and e.content["words"] == SEALED]
        assert not hers & set(sealed)
        assert [each.subjects for each in entries(session, sealed)] == [{cast.amina}]
        assert not [e for e in in_order(session) if e.kind.startswith("seal.") and e.subjects]
        assert rebuild(session) == []


# What is kept from the young person can still go to someone who has to act, while they are not told yet


@on_sqlite
def test_what_is_kept_from_them_goes_only_while_they_are_not_told_and_nobody_tells_them(
    sayso: Sayso, cast: Cast
) -> None:
    house = sayso.house
    when = {"now": house.clock(), "rng": house.rng}
    today = house.clock().date()
    kept = Seal.of(
        cast.amina, cast.amina, mode=Mode.STUB, authority=Authority.SOCIAL_WORK, test=TEST, child_test=TEST, days=30
    )
    about = {"organisation": "Eastmere Police", "recipient": "DC Hale", "necessity": "To keep her safe tonight."}
    lets = {"authority": shares.Authority.SECTION_47, "authority_words": ""}
    later = Told.of(Telling.NOT_YET, today + timedelta(days=30), "It could put her at risk.", today)
    with house.database.writing() as session:
        noted = [part(SEALED, Claim.FACT, cast.sam, cast.amina)]
        seq = make_note(session, cast.sam, noted, happened_at=None, **when)
        about_it = Share.of(((seq, 0),), told=Told.of(Telling.BEFORE, None, "", today), **about, **lets)
        seal = seals.propose(session, kept, seq, by=cast.sam, today=today, **when)
        seals.sign(session, seal, by=cast.lena, **when)
        with pytest.raises(shares.KeptFromThem):
            shares.propose(session, cast.amina, about_it, by=cast.sam, **when)
        sent = shares.propose(session, cast.amina, replace(about_it, told=later), by=cast.sam, **when)
        assert shares.answer(session, sent, by=cast.lena, agree=True, **when)
        with pytest.raises(shares.StillKept):
            shares.tell(session, sent, by=cast.lena, **when)
        seals.end(session, seal, by=cast.lena, words="She is safe now.", is_theirs=True, **when)
        assert shares.tell(session, sent, by=cast.lena, **when) > sent
