"""What an entry that was brought from another log says, in the words it had there. Pure."""

from survey.errors import DomainError
from survey.exports.brought import KIND, original, proof_of, said_beside
from survey.ledger.entry import Claim, Recorded
from survey.records.account.telling import Line, Parts, Reader, Told, Voice, tells, told


@tells(KIND)
def brought(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What it said there, when and by whom, and that it came from somewhere else."""
    _ = voice.say
    there, kept = original(entry), proof_of(entry)
    names, person = kept["names"], kept["person"]
    said = _as_told_there(there, Reader(person, person, names), voice)
    wrote = _("You wrote this.") if there.actor == person else names.get(there.actor or "", "")
    facts = [(_("From"), kept["log"]), (_("Written on"), voice.day(there.at))]
    facts += [(_("Who wrote it"), wrote)] if wrote else []
    if kept["held"]:
        facts.append((_("You said"), _("This is not right. They did not use it.")))
    lines = [_here(line, entry, names, person, voice) for line in said.lines]
    lines += [
        Line(words, Claim.THEIR_WORDS, entry.on_behalf_of, source=_("What you say")) for words in said_beside(entry)
    ]
    heading = said.heading or _("A note")
    return Told(_("Brought: %(what)s", what=heading), said.sentence, (*said.facts, *facts), tuple(lines))


def _as_told_there(there: Recorded, reader: Reader, voice: Voice) -> Told:
    """In the words for its kind; a kind or a form that is not known here is still told, plainly."""
    try:
        return told(there, there.segments, reader, voice)
    except (DomainError, LookupError, TypeError, ValueError):
        _ = voice.say
        words = [(part.content.get("words"), part) for part in there.segments]
        lines = tuple(Line(each, part.claim, part.author) for each, part in words if isinstance(each, str) and each)
        return Told(_("Something was saved"), _("This was saved about you."), lines=lines)


def _here(line: Line, entry: Recorded, names: dict[str, str], person: str, voice: Voice) -> Line:
    _ = voice.say
    if line.author == person:
        return Line(line.words, line.claim, entry.on_behalf_of, source=_("You said this."))
    who = names.get(line.author or "", "")
    source = _("%(who)s wrote this.", who=who) if who else _("Someone else wrote this.")
    return Line(line.words, line.claim, None, source=source)
