"""Erasures and holds in the record: what was proposed, who agreed, when it goes, what must be kept. Pure."""

from datetime import date

from survey.ledger.entry import Recorded
from survey.records.account.gone import why_words
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.retention.erasure import COOLING
from survey.retention.hold import Authority


@tells("erasure.proposed")
def proposed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That someone, or a rule, would have it erased; two people decide."""
    _ = voice.say
    who, whole = reader.name(entry.actor), entry.content["whole"]
    if not who:
        said = _("We have had this for a long time. Two people here look at it. It may be time to erase it.")
    elif whole:
        said = _("%(who)s thinks it is time to erase all of this.", who=who)
    else:
        said = _("%(who)s thinks it is time to erase some of this.", who=who)
    return Told(_("Erasing"), said, ((_("Why"), why_words(entry.content["why"], voice)), *_words(parts, voice)))


@tells("erasure.approved")
def approved(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who agreed, and when it goes."""
    _ = voice.say
    who = reader.name(entry.actor)
    if not entry.content["decides"]:
        return Told(_("Erasing"), _("%(who)s says it can go. One more has to say so.", who=who), _words(parts, voice))
    day = voice.day(entry.at + COOLING)
    said = _("%(who)s says it can go. It goes on %(day)s. You can keep it until then.", who=who, day=day)
    return Told(_("Erasing"), said, _words(parts, voice))


@tells("erasure.stopped")
def stopped(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it is kept."""
    _ = voice.say
    who = reader.name(entry.actor)
    if reader.is_me(entry.actor):
        said = _("You said: keep it. So we keep it.")
    elif who:
        said = _("%(who)s said: keep it. So we keep it.", who=who)
    else:
        said = _("It was gone by then.")
    return Told(_("Erasing"), said, _words(parts, voice))


@tells("erasure.done")
def done(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it was erased, and why."""
    _ = voice.say
    why = ((_("Why"), why_words(entry.reason, voice)),) if entry.reason else ()
    return Told(_("Erasing"), _("It was erased. It can not be read now, by us or by you."), why)


@tells("hold.placed")
def held(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it must be kept for now, and by whose word."""
    _ = voice.say
    said = entry.content
    rows = (
        (_("Who says so"), authority_words(said["authority"], voice)),
        (_("We look again on"), voice.due(date.fromisoformat(said["review_on"]))),
    )
    sentence = _("We must keep this for now. It will not be erased.")
    if said["entry"] is None:
        sentence = _("We must keep all of this for now. None of it will be erased.")
    return Told(_("Kept for now"), sentence, (*rows, *_words(parts, voice)))


@tells("hold.lifted")
def lifted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it need not be kept any more."""
    _ = voice.say
    return Told(_("Kept for now"), _("This is over. We do not have to keep it now."), _words(parts, voice))


def authority_words(authority: str, voice: Voice) -> str:
    """By whose word something is held, as people say it."""
    _ = voice.say
    return {
        Authority.COURT.value: _("A court"),
        Authority.POLICE.value: _("The police"),
        Authority.INQUIRY.value: _("An inquiry"),
        Authority.CLAIM.value: _("A claim or a complaint"),
        Authority.REQUEST.value: _("Someone asked to see it"),
        Authority.SAFEGUARDING.value: _("People who keep you safe"),
    }[authority]


def _words(parts: Parts, voice: Voice) -> tuple[tuple[str, str], ...]:
    _ = voice.say
    said = [str(part.content["words"]) for part in parts[1:] if "words" in part.content]
    return tuple((_("In words"), each) for each in said)
