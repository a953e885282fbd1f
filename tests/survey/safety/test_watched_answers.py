"""A watched answer, from the first page to what was done: told first, raised with sending; nothing when it is off."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from people import Cast
from survey.app import Sayso
from survey.errors import AlreadyDone
from survey.ledger.store import entries_about
from survey.safety import store
from survey.safety.alerts import store as alerts
from survey.safety.models import AlertRow
from survey.safety.store import NotByYou, SomeoneElse, TooLate
from tests.survey.responses.answering import AtHerPhone, begin
from tests.survey.safety.watching import give_accounts, plan, route

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def amina(sayso: Sayso, cast: Cast) -> AtHerPhone:
    give_accounts(sayso.house, cast, "sam", "priya")
    return begin(sayso, cast.amina)


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
    amina.answers_everything("1")
    check = amina.sees("check").text
    assert "If you send this, someone is told" in check
    assert not raised(sayso)  # a draft is not watched
    amina.sends()
    assert told(sayso, cast.amina) == ["alert.raised"]
    assert "We have told the safeguarding lead" in amina.sees("done").text


def test_another_answer_raises_nothing_and_says_so(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast)
    amina.answers_everything("3")
    assert "So we tell no one about them" in amina.sees("check").text
    amina.sends()
    assert amina.sent()
    assert not raised(sayso)
    assert "What happens now" not in amina.sees("done").text


def test_out_of_hours_says_so_and_when_someone_is_back(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    route(sayso.house, cast, hours="mon-fri 07:00-08:00 Europe/London")
    for page in ("", "check"):
        amina.answers_everything("0")
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
    if how == "another questionnaire":
        seq = route(house, cast, watched={"today": (0,)})
        with house.database.writing() as session:
            store.end(session, seq, "harbour", by=cast.lena, **at)


@pytest.mark.parametrize("how", ["unproven", "not begun", "unconfirmed", "ended"])
def test_off_says_nothing_and_raises_nothing(sayso: Sayso, cast: Cast, amina: AtHerPhone, how: str) -> None:
    off(sayso, cast, how)
    assert "Before you start" not in amina.sees().text
    amina.answers_everything("0")
    assert "someone is told" not in amina.sees("check").text
    amina.sends()
    assert amina.sent()
    assert not raised(sayso)


def test_what_was_told_has_changed_so_nothing_is_sent_yet(sayso: Sayso, cast: Cast, amina: AtHerPhone) -> None:
    seq = route(sayso.house, cast)
    amina.answers_everything("0")
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
    amina.answers_everything("0")
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


def test_nobody_takes_it_so_it_goes_to_the_next_without_any_mail(
    sayso: Sayso, cast: Cast, amina: AtHerPhone, clock
) -> None:
    house = sayso.house
    route(house, cast)
    amina.answers_everything("0")
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
