"""A watched answer, from the first page to what was done: told first, raised with sending; nothing when it is off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from people import Cast
from survey.app import Sayso
from survey.errors import AlreadyDone, NotThere
from survey.house import House
from survey.ledger.store import entries_about, rebuild
from survey.people.looks.look import Onlooker
from survey.people.looks.store import see
from survey.people.role import Role
from survey.post.letter import State, Words
from survey.post.store import Pen, newest, send_due
from survey.safety import store
from survey.safety.alerts import store as alerts
from survey.safety.lapsing import store as lapsing
from survey.safety.models import AlertRow
from survey.safety.seen.store import mine, one
from survey.safety.store import NotByYou, SomeoneElse, TooLate
from tests.survey.responses.answering import AtHerPhone, begin
from tests.survey.safety.watching import give_accounts, plan, route

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def amina(sayso: Sayso, cast: Cast) -> AtHerPhone:
    give_accounts(sayso.house, cast, "sam", "priya")
    return begin(sayso, cast.amina)


def picks(amina: AtHerPhone, code: str, item: str = "experience_1") -> None:
    """One answer of a draft."""
    amina.starts()
    amina.taps(1, **{item: code})


def told(sayso: Sayso, person: str) -> list[str]:
    with sayso.house.database.reading() as session:
        return [entry.kind for entry in entries_about(session, person) if entry.kind.startswith("alert.")]


def raised(sayso: Sayso) -> int:
    with sayso.house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AlertRow)) or 0


def test_she_is_told_first_and_then_it_is_raised(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast)
    first = amina.sees().text
    assert "we tell the safeguarding lead at Harbour Youth Project" in first
    assert "They are at work now" in first
    assert "01632 960 001" in first
    picks(amina, "1")
    check = amina.sees("check").text
    assert "If you send this, someone is told" in check
    assert not raised(sayso)  # a draft is not watched
    amina.sends()
    assert told(sayso, cast.amina) == ["alert.raised"]
    assert "We have told the safeguarding lead" in amina.sees("done").text


def test_another_answer_raises_nothing_and_says_so(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast)
    picks(amina, "3")
    assert "So we tell no one about them" in amina.sees("check").text
    amina.sends()
    assert amina.sent()
    assert not raised(sayso)
    assert "What happens now" not in amina.sees("done").text


def test_out_of_hours_says_so_and_when_someone_is_back(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast, hours="mon-fri 07:00-08:00 Europe/London")
    picks(amina, "0")
    for page in ("", "check"):
        assert "They are not at work now" in amina.sees(page).text
    amina.sends()
    assert "No one is at work now" in amina.sees("done").text


def off(sayso: Sayso, cast: Cast, how: str) -> None:
    """A route that lacks one thing."""
    house = sayso.house
    at = {"now": house.clock(), "rng": house.rng}
    if how == "unproven":
        route(house, cast, proven=False)
    if how == "not begun":
        route(house, cast, starts_on=house.clock().date() + timedelta(days=1))
    if how == "unconfirmed":
        with house.database.writing() as session:
            store.propose(session, "harbour", plan(cast.sam), by=cast.lena, **at)
    if how == "ended":
        seq = route(house, cast)
        with house.database.writing() as session:
            store.end(session, seq, "harbour", by=cast.lena, **at)


@pytest.mark.parametrize("how", ["unproven", "not begun", "unconfirmed", "ended"])
def test_off_says_nothing_and_raises_nothing(sayso: Sayso, cast: Cast, amina: AtHerPhone, how: str) -> None:
    off(sayso, cast, how)
    assert "Before you start" not in amina.sees().text
    picks(amina, "0")
    assert "someone is told" not in amina.sees("check").text
    amina.sends()
    assert amina.sent()
    assert not raised(sayso)


def test_what_was_told_has_changed_so_nothing_is_sent_yet(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    seq = route(sayso.house, cast)
    picks(amina, "0")
    told_then = amina.form("check")
    with sayso.house.database.writing() as session:
        store.end(session, seq, "harbour", by=cast.lena, now=sayso.house.clock(), rng=sayso.house.rng)
    answer = amina.client.post(amina.address("check"), data=told_then)
    assert answer.headers["Location"].endswith("/check?again=1")
    assert not amina.sent()
    assert "Something has changed" in amina.client.get(answer.headers["Location"]).text
    amina.sends()  # told now that nobody is: it goes, and nobody is told
    assert amina.sent()
    assert not raised(sayso)


def test_a_form_from_before_the_watch_began_is_not_sent_untold(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    picks(amina, "0")
    before = amina.form("check")
    route(sayso.house, cast)
    amina.client.post(amina.address("check"), data=before)
    assert not amina.sent()
    assert not raised(sayso)


def test_two_people_make_a_route_and_a_test_takes_two(sayso: Sayso, cast: Cast) -> None:
    house = sayso.house
    give_accounts(house, cast, "sam", "priya")
    at = {"now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        seq = store.propose(session, "harbour", plan(cast.sam, cast.priya), by=cast.sam, **at)
        with pytest.raises(SomeoneElse):
            store.confirm(session, seq, "harbour", by=cast.sam, **at)
        store.confirm(session, seq, "harbour", by=cast.dee, **at)
        store.send_test(session, seq, "harbour", by=cast.sam, **at)
        with pytest.raises(NotByYou):
            store.answer_test(session, seq, by=cast.sam, **at)
        late = at | {"now": house.clock() + timedelta(minutes=61)}
        with pytest.raises(TooLate):
            store.answer_test(session, seq, by=cast.priya, **late)
        store.send_test(session, seq, "harbour", by=cast.sam, **late)
        store.answer_test(session, seq, by=cast.priya, **late)
        with pytest.raises(AlreadyDone):
            store.answer_test(session, seq, by=cast.priya, **late)


def test_those_who_can_test_it_hear_before_it_lapses_and_when_it_has(sayso: Sayso, cast: Cast, clock) -> None:
    house = sayso.house
    give_accounts(house, cast, "lena", role=Role.MANAGER)
    give_accounts(house, cast, "sam", "priya")
    seq = route(house, cast)
    clock.move(days=22, hours=23)
    assert lapsing.remind(house) == 0
    clock.move(hours=1)
    assert [lapsing.remind(house), lapsing.remind(house)] == [1, 0]
    soon = lapse_letter(house, seq)
    assert (soon.to, soon.subject) == ("lena@example.org", "A watch needs a test")
    clock.move(days=7)
    assert [lapsing.remind(house), lapsing.remind(house)] == [1, 0]
    assert lapse_letter(house, seq).subject == "A watch is off until it is tested"
    with house.database.writing() as session:
        store.send_test(session, seq, "harbour", by=cast.lena, now=house.clock(), rng=house.rng)
        store.answer_test(session, seq, by=cast.sam, now=house.clock(), rng=house.rng)
    assert lapse_letter(house, seq) is None  # it was tested since
    assert lapsing.remind(house) == 0


def lapse_letter(house: House, seq: int) -> Words | None:
    pen = Pen(house.clock(), house.rng, lambda text: text, "https://example.org/en", house)
    with house.database.reading() as session:
        return lapsing.words(session, newest(session, lapsing.LETTER, [seq])[seq], pen)


def test_nobody_takes_it_so_it_goes_to_the_next_without_any_mail(
    sayso: Sayso, cast: Cast, amina: AtHerPhone, clock
) -> None:
    house = sayso.house
    route(house, cast)
    picks(amina, "0")
    amina.sends()
    assert alerts.pass_on(house) == 0
    clock.now += timedelta(minutes=61)
    assert alerts.pass_on(house) == 1
    assert alerts.pass_on(house) == 0  # once
    with house.database.writing() as session:
        (alert,) = alerts.open_alerts(session, "harbour")
        assert alert.told(alerts.people_for(session, alert)) == cast.priya
        alerts.take(session, alert.seq, by=cast.priya, now=clock(), rng=house.rng)
    assert told(sayso, cast.amina) == ["alert.taken", "alert.passed_on", "alert.raised"]
    assert alerts.pass_on(house) == 0
    assert "Priya Nair has read it" in amina.sees("done").text


def test_an_alert_that_cannot_be_passed_on_holds_up_no_other(
    sayso: Sayso, cast: Cast, amina: AtHerPhone, clock
) -> None:
    route(sayso.house, cast)
    picks(amina, "0")
    amina.sends()
    of_no_route = {"seq": 1, "route_seq": 10**6, "organisation_id": "northshore", "answers_seq": 1, "step": 0}
    with sayso.house.database.writing() as session:
        session.add(AlertRow(**of_no_route, person_id=cast.jordan, round_id="autumn", at=clock(), due_at=clock()))
    clock.move(minutes=61)
    assert alerts.pass_on(sayso.house) == 1
    assert "alert.passed_on" in told(sayso, cast.amina)


def test_changed_after_sending_it_tells_again_only_of_what_is_new(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast)
    picks(amina, "0")
    amina.sends()
    for item, code, alerts_then in (("experience_2", "0", 1), ("experience_1", "1", 2), ("experience_1", "3", 2)):
        amina.client.post(amina.address("change"), data=amina.form("done"))
        amina.taps(1, query="?from=check", **{item: code})
        amina.sends()
        assert raised(sayso) == alerts_then


def test_with_the_mail_down_nothing_is_lost(sayso: Sayso, cast: Cast, amina: AtHerPhone, clock) -> None:
    """A server that answers to nobody: the letter waits, the alert stands on the list and goes on to the next."""
    mail = {"mail": "smtp", "mail_host": "127.0.0.1", "mail_port": 1, "mail_tls": "none", "mail_from": "us@example.org"}
    house = replace(sayso.house, settings=replace(sayso.house.settings, **mail))
    route(sayso.house, cast)
    picks(amina, "0")
    amina.sends()
    assert send_due(house) == 0
    assert letter(house).to == "sam@example.org"
    clock.move(minutes=61)
    assert alerts.pass_on(house) == 1
    assert send_due(house) == 0
    words = letter(house)
    assert words.to == "priya@example.org"
    assert not {"Amina", "safe", "answer", "Harbour", "Sayso"} & set(f"{words.subject} {words.body}".split())


def letter(house: House) -> Words:
    """The newest letter, which still waits, as it would go now."""
    pen = Pen(house.clock(), house.rng, lambda text: text, "https://example.org/en", house)
    with house.database.reading() as session:
        (alert,) = alerts.open_alerts(session, "harbour")
        last = newest(session, alerts.LETTER, [alert.seq])[alert.seq]
        words = alerts.words(session, last, pen)
    assert last.state is State.WAITING
    assert words is not None
    return words


def test_those_on_the_route_see_it_and_nobody_else(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast, ["priya"])
    picks(amina, "0")
    amina.sends()
    house = sayso.house
    with house.database.reading() as session:
        (alert,) = alerts.open_alerts(session, "harbour")
    for who, organisation in (("sam", "harbour"), ("lena", "harbour"), ("jo", "northshore"), ("carys", "northshore")):
        looker = Onlooker(getattr(cast, who), organisation, frozenset({Role.PRACTITIONER}))
        assert see(house, looker, mine()) == []
        with pytest.raises(NotThere):
            see(house, looker, one(alert.seq))
    opened = see(house, Onlooker(cast.priya, "harbour", frozenset({Role.PRACTITIONER})), one(alert.seq))
    assert opened.given == {"experience_1": 0}
    with house.database.reading() as session:
        (look,) = entries_about(session, cast.amina, ["view.made"])
    assert look.actor == cast.priya
    assert look.content["expected"]


def test_deleting_the_answer_and_erasing_the_record(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    """What was answered is read where it stands, so it goes with the answer; the rest follows from the entries."""
    route(sayso.house, cast)
    picks(amina, "0")
    amina.sends()
    amina.client.post(amina.address("delete"), data=amina.form("delete"))
    looker = Onlooker(cast.sam, "harbour", frozenset({Role.PRACTITIONER}))
    with sayso.house.database.writing() as session:
        (alert,) = alerts.open_alerts(session, "harbour")
        assert rebuild(session) == []
    assert see(sayso.house, looker, one(alert.seq)).given == {}
