"""What was passed on about me, who asked for it, and what I am asked to agree to."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.house import house
from survey.i18n import gettext as _
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.views import page, voice
from survey.sharing import store
from survey.sharing.getting.views import sharing
from survey.sharing.in_the_record import asker_words, authority_words
from survey.sharing.putting_right.telling import putting_right_words
from survey.sharing.share import Stage
from survey.sharing.standing.store import asked_of
from survey.sharing.told import store as told  # its line on every card registers itself
from survey.sharing.told.store import Known

__all__ = ["sharing"]


# Their own page, in an opened record


@sharing.get("/<lang>/sharing/mine/<key>")
def mine(key: str) -> str:
    """What someone would like to pass on, to say Yes or No to; what was passed on so far; and who asked for it."""
    here, now = in_open_record(key), house().clock()
    with house().database.reading() as session:
        waiting = told.asked(session, here.person_id, now)
        known = told.known(session, here.person_id)
        requested = told.requests_known(session, here.person_id)
    rows = [(each, voice().day(each.row.proposed_at), _where(each), _lets(each)) for each in known]
    asked = [(each, asker_words(each.row.asker, voice()), voice().day(each.row.received_at)) for each in requested]
    since = {each.row.seq: putting_right_words(each.behind, voice()) for each in known}
    shown = {"waiting": waiting, "rows": rows, "since": since, "asked": asked, "results": _results()}
    return page("sharing/mine.html", here, **shown)


def _lets(known: Known) -> str:
    facts = known.facts
    return str(facts.get("authority_words") or authority_words(facts["authority"], voice())) if known.words else ""


def _where(known: Known) -> str:
    if known.row.stopped_seq is not None:
        return _("It was taken back.")
    return {
        Stage.PROPOSED: _("We have not told them yet. Someone else looks at it first."),
        Stage.SENT: _("We told them. They have not said that they have it."),
        Stage.RECEIVED: _("They say they have it."),
        Stage.REFUSED: _("It did not go."),
        Stage.NOT_SHARED: _("We did not tell them."),
    }[Stage(known.row.stage)]


def _results() -> dict[str, str]:
    return {
        "granted": _("They asked us about you. We told them."),
        "narrowed": _("They asked us about you. We told them some of it."),
        "refused": _("They asked us about you. We said No."),
    }


@sharing.post("/<lang>/sharing/mine/<key>/<int:seq>")
def answer(key: str, seq: int) -> AnyResponse:
    """Their Yes or No to one share, and their stop to a Yes. With a Yes it goes; whoever asked hands the link over."""
    here = form_of_open_record(key)
    choice, by = request.form.get("choice"), here.person_id
    now, rng = house().clock(), house().rng
    with house().database.writing() as session:
        if choice == "stop" and seq in {each.row.seq for each in told.known(session, by) if each.may_stop}:
            store.stop(session, seq, by=by, now=now, rng=rng)
        elif choice in ("yes", "no") and seq in {row.seq for row in asked_of(session, by)}:
            store.answer(session, seq, by=by, agree=choice == "yes", now=now, rng=rng)
    return pages.go("sharing.mine", key=key)  # also when it was answered already, or taken back
