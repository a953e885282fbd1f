"""What a person reads about reminders in their record. A number is never in it. Pure."""

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells


@tells("reminders.asked")
def asked(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they asked for it, and how it would come."""
    _ = voice.say
    by_text = entry.content["via"] == "text"
    return Told(_("Reminders"), _("You asked us to text you.") if by_text else _("You asked us to e-mail you."))


@tells("reminders.confirmed")
def confirmed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That the phone was theirs."""
    _ = voice.say
    return Told(_("Reminders"), _("You typed the code we sent. So we knew it was you."))


@tells("reminders.sent")
def sent(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That one has gone."""
    _ = voice.say
    return Told(_("Reminders"), _("We sent you one, as you asked."))


@tells("reminders.stopped")
def stopped(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they stopped, why, and that the number is gone."""
    _ = voice.say
    why = {
        "asked": _("You stopped them."),
        "sent": _("You sent your answers."),
        "replaced": _("You asked for them somewhere else."),
        "unconfirmed": _("The code was not typed in time."),
        "no": _("You do not say Yes to questions now."),
        "links": _("Your links were ended."),
    }
    said = why.get(entry.content["why"], _("The questions have closed."))
    return Told(_("Reminders"), _("They stopped. We do not keep where we sent them."), ((_("Why"), said),))
