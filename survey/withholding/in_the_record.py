"""What is told of what was kept back, in the record of whom it was kept from. Pure."""

from datetime import date

from survey.ledger.entry import Recorded
from survey.people.seals.seal import Authority
from survey.records.account.telling import Parts, Reader, Told, Voice, tells


def law_words(authority: str, voice: Voice) -> str:
    """What let us keep it back, in words."""
    _ = voice.say
    return {
        Authority.SOCIAL_WORK: _("Someone could be badly hurt."),
        Authority.CHILD_ABUSE: _("To keep a child safe."),
        Authority.WISHES: _("It was said so that it would stay with us."),
        Authority.COURT: _("A court said so."),
        Authority.THIRD_PARTY: _("It is about someone else too."),
        Authority.CRIME: _("It could help stop a crime."),
    }[Authority(authority)]


@tells("seal.ended")
def ended(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That something was kept back, from when to when, why, and who decided."""
    _, facts = voice.say, entry.content
    since, until = (voice.due(date.fromisoformat(facts[name])) for name in ("since", "until"))
    said = _(
        "From %(since)s to %(until)s there was something we did not show you. That is over.", since=since, until=until
    )
    by = ", ".join(name for each in facts["by"] if (name := reader.name(each)))
    rows = [(_("Why"), facts["words"]), (_("What let us"), law_words(facts["authority"], voice))]
    rows += [(_("Who decided"), by), (_("Who ended it"), reader.name(entry.actor))]
    return Told(_("We kept something back"), said, tuple((name, words) for name, words in rows if words))


@tells("seal.asked")
def asked(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they asked for a fresh look."""
    _ = voice.say
    return Told(_("A fresh look"), _("You asked us to look again at what we may not show you."))
