"""Shares and requests in the record: who got what, why, by whose leave, and what we did not pass on. Pure."""

from datetime import date

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.sharing.request import Asker, Result
from survey.sharing.share import Authority, Stage, Telling


def authority_words(authority: str, voice: Voice) -> str:
    """What let us do it, in words."""
    _ = voice.say
    return {
        Authority.CONSENT: _("You said Yes."),
        Authority.STATUTORY_DUTY: _("The law says we must."),
        Authority.SECTION_47: _("The council must see if you are safe."),
        Authority.COURT: _("A court said so."),
        Authority.VITAL: _("Someone could be badly hurt."),
        Authority.SAFEGUARDING: _("To keep someone safe."),
        Authority.OTHER: _("Another law lets us."),
    }[Authority(authority)]


def asker_words(asker: str, voice: Voice) -> str:
    """Who asked, in words."""
    _ = voice.say
    return {
        Asker.POLICE: _("The police"),
        Asker.HOME_OFFICE: _("The Home Office"),
        Asker.COURT: _("A court"),
        Asker.COMMISSIONER: _("The people who pay for help here"),
        Asker.AGENCY: _("Another team"),
    }[Asker(asker)]


@tells("share.proposed")
def proposed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That someone would pass it on."""
    _, facts = voice.say, entry.content
    who = reader.name(entry.actor)
    said = _("%(who)s would like to tell %(to)s.", who=who, to=facts["organisation"])
    return Told(_("Telling someone else"), said, _facts(entry, voice))


@tells("share.sent")
def sent(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it was passed on, and who agreed."""
    _ = voice.say
    own = reader.is_me(entry.actor)
    said = (
        _("You said Yes. So we told them.") if own else _("%(who)s said Yes. So we told them.", who=_who(entry, reader))
    )
    return Told(_("Telling someone else"), said, _words(entry, voice))


@tells("share.refused")
def refused(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it was not passed on after all."""
    _ = voice.say
    own = reader.is_me(entry.actor)
    said = _("You said No. So we did not.") if own else _("%(who)s said No. So we did not.", who=_who(entry, reader))
    return Told(_("Telling someone else"), said, _words(entry, voice))


@tells("share.opened")
def opened(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That whoever got it opened it."""
    _ = voice.say
    return Told(_("Telling someone else"), _("They opened it."))


@tells("share.received")
def received(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That whoever got it said so."""
    _ = voice.say
    said = _("%(name)s says they have it.", name=entry.content["name"])
    return Told(_("Telling someone else"), said)


@tells("share.not_made")
def not_made(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it was decided not to pass something on."""
    _, facts = voice.say, entry.content
    said = _("%(who)s did not tell %(to)s.", who=_who(entry, reader), to=facts["organisation"])
    return Told(_("Not telling someone"), said, ((_("Why"), facts["because"]),))


@tells("share.told")
def told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was decided before they knew of it, by whom, and why they were not told then."""
    _, facts = voice.say, entry.content
    who, to = reader.name(facts["by"]), facts["organisation"]
    done = facts["stage"] in (Stage.SENT.value, Stage.RECEIVED.value)
    said = _("%(who)s told %(to)s.", who=who, to=to) if done else _("%(who)s did not tell %(to)s.", who=who, to=to)
    rows = [(_("When"), voice.due(date.fromisoformat(facts["decided_at"])))]
    rows += [(_("Why"), facts["because"])] if "because" in facts else list(_facts(entry, voice))
    if facts["told"]["when"] == Telling.NOT_YET.value:
        rows.append((_("Why you did not know"), facts["told"]["why_not"]))
    return Told(_("Telling someone else"), said, tuple(rows))


@tells("request.told")
def request_told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who asked for what about them, and what we did."""
    _, facts = voice.say, entry.content
    said = {
        Result.GRANTED: _("They asked us about you. We told them."),
        Result.NARROWED: _("They asked us about you. We told them some of it."),
        Result.REFUSED: _("They asked us about you. We said No."),
    }[Result(facts["result"])]
    rows = [(_("Who asked"), f"{asker_words(facts['asker'], voice)}, {facts['organisation']}")]
    rows += [(_("What for"), facts["scope"]), (_("What we gave"), facts["given"]), (_("Why"), facts["reason"])]
    return Told(_("Someone asked about you"), said, tuple((name, words) for name, words in rows if words))


def _who(entry: Recorded, reader: Reader) -> str:
    return reader.name(entry.actor)


def _facts(entry: Recorded, voice: Voice) -> tuple[tuple[str, str], ...]:
    _, facts = voice.say, entry.content
    lets = facts["authority_words"] or authority_words(facts["authority"], voice)
    return ((_("Who gets it"), facts["recipient"]), (_("Why"), facts["necessity"]), (_("What lets us"), lets))


def _words(entry: Recorded, voice: Voice) -> tuple[tuple[str, str], ...]:
    words = entry.content.get("words", "")
    return ((voice.say("Why"), words),) if words else ()
