"""Shares and requests in the record: who got what, why, by whose leave, and what we did not pass on. Pure."""

from datetime import date, datetime

from survey.days import local_day
from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.sharing.request import Asker, Result
from survey.sharing.share import Authority, Ground, Share, Stage, Telling


def preview(share: Share, by: str, name: str, person_id: str, now: datetime, voice: Voice) -> Told:
    """What the person will read of a share: at once, or on the day they are told."""
    later = share.told.when is not Telling.BEFORE
    kind, tells_it = ("share.told", told) if later else ("share.proposed", proposed)
    since = {"stage": Stage.SENT.value, "by": by, "decided_at": local_day(now).isoformat()} if later else {}
    part = RecordedSegment(0, Claim.FACT, by, (person_id,), share.facts() | since)
    entry = Recorded(0, kind, by, now, None, None, None, {}, (part,))
    return tells_it(entry, entry.segments, Reader(person_id, person_id, {by: name}), voice)


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
    return Told(_("Not telling someone"), said, _why_not(entry, voice))


@tells("share.stopped")
def stopped(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it was taken back: what was read stays read."""
    _ = voice.say
    own = reader.is_me(entry.actor)
    said = _("You took it back.") if own else _("%(who)s took it back.", who=_who(entry, reader))
    if entry.content["stage"] == Stage.PROPOSED.value:
        return Told(_("Telling someone else"), said)
    late = _("They can’t open it any more. What they have read, they know.")
    return Told(_("Telling someone else"), _("%(said)s %(late)s", said=said, late=late))


@tells("share.told")
def told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was decided before they knew of it, by whom, and why they were not told then."""
    _, facts = voice.say, entry.content
    who = {"who": reader.name(facts["by"]), "to": facts["organisation"]}
    said = {
        Stage.SENT: _("%(who)s told %(to)s.", **who),
        Stage.RECEIVED: _("%(who)s told %(to)s.", **who),
        Stage.PROPOSED: _("%(who)s would like to tell %(to)s.", **who),
    }.get(Stage(facts["stage"]), _("%(who)s did not tell %(to)s.", **who))
    rows = [(_("When"), voice.due(date.fromisoformat(facts["decided_at"])))]
    rows += list(_why_not(entry, voice) if "because" in facts else _facts(entry, voice))
    if facts.get("agreed_by"):
        rows.append((_("Who said Yes"), reader.name(facts["agreed_by"])))
    waited = [facts["told"]["why_not"], *facts.get("waited", ())]
    if any(waited):
        rows.append((_("Why you did not know"), " ".join(each for each in waited if each)))
    return Told(_("Telling someone else"), said, tuple(rows))


@tells("request.told")
def request_told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who asked for what about them, by what power, what two people decided, and why they did not know before."""
    _, facts = voice.say, entry.content
    said = {
        Result.GRANTED: _("They asked us about you. We told them."),
        Result.NARROWED: _("They asked us about you. We told them some of it."),
        Result.REFUSED: _("They asked us about you. We said No."),
    }[Result(facts["result"])]
    rows = [(_("Who asked"), f"{asker_words(facts['asker'], voice)}, {facts['organisation']}")]
    rows += [(_("What for"), facts["scope"]), (_("Did the law make us?"), _compelled(entry, voice))]
    rows += [(_("What we gave"), facts["given"]), (_("Why"), facts["reason"])]
    two = [name for each in ("weighed_by", "decided_by") if (name := reader.name(facts.get(each)))]
    rows += [(_("Who decided"), ", ".join(two)), (_("Why you did not know"), " ".join(facts.get("waited", ())))]
    return Told(_("Someone asked about you"), said, tuple((name, words) for name, words in rows if words))


def _compelled(entry: Recorded, voice: Voice) -> str:
    _, facts = voice.say, entry.content
    if not facts["compulsory"]:
        return _("No.")
    return _("Yes: %(power)s", power=facts["power_words"])


@tells("request.answered")
def answered(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That what went out on a request is written down part by part."""
    _ = voice.say
    return Told(_("Someone asked about you"), _("What they got is on your page “Who was told”."))


def _why_not(entry: Recorded, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Why something was not passed on: what kind of reason, and the words."""
    _, facts = voice.say, entry.content
    ground = {
        Ground.WORSE_FOR_THEM: _("It could have hurt you more than helped."),
        Ground.NOT_NEEDED: _("They did not need it."),
        Ground.NOTHING_LETS_US: _("No law lets us."),
        Ground.THEY_SAID_NO: _("You said No."),
        Ground.OTHER: "",
    }[Ground(facts.get("ground", Ground.OTHER))]
    return ((_("Why"), _("%(said)s %(why)s", said=ground, why=facts["because"]) if ground else facts["because"]),)


def _who(entry: Recorded, reader: Reader) -> str:
    return reader.name(entry.actor)


def _facts(entry: Recorded, voice: Voice) -> tuple[tuple[str, str], ...]:
    _, facts = voice.say, entry.content
    lets = facts["authority_words"] or authority_words(facts["authority"], voice)
    return ((_("Who gets it"), facts["recipient"]), (_("Why"), facts["necessity"]), (_("What lets us"), lets))


def _words(entry: Recorded, voice: Voice) -> tuple[tuple[str, str], ...]:
    words = entry.content.get("words", "")
    return ((voice.say("Why"), words),) if words else ()
