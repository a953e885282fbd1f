"""What an entry is used for, in plain words: one registry, by kind. Pure.

`@used_for("goal")` registers a kind, or all kinds that begin so, in the feature that makes them. What rests on a choice
follows from what stands now (`reader.yes`), and is said to the person alone: to a relative it would tell their choices.
Of an entry that is on hold nothing else is said, whatever its kind.
"""

from collections.abc import Callable, Iterable

from survey.consent.purpose import Purpose
from survey.ledger.entry import Recorded
from survey.records.account.telling import Reader, Voice

Use = Callable[[Recorded, Reader, Voice], Iterable[str]]
_uses: dict[str, Use] = {}


def used_for(*kinds: str) -> Callable[[Use], Use]:
    """Register what entries of these kinds are used for."""

    def register(use: Use) -> Use:
        for kind in kinds:
            if kind in _uses:
                raise ValueError(f"What {kind} is used for is said already.")
            _uses[kind] = use
        return use

    return register


def uses(entry: Recorded, reader: Reader, voice: Voice, *, held: bool) -> tuple[str, ...]:
    """What it is for, a sentence each; nothing for a kind of which nobody has said it.

    `held`: that the reader knows of. What another person challenged is nobody else's to know.
    """
    _ = voice.say
    if held:
        return (_("It is on hold now. It goes in no new count."),)
    use = _uses.get(entry.kind) or _uses.get(entry.kind.partition(".")[0])
    return tuple(use(entry, reader, voice)) if use else ()


def is_known(kind: str) -> bool:
    """Whether someone has said what this kind is used for."""
    return kind in _uses or kind.partition(".")[0] in _uses


def counted(reader: Reader, voice: Voice) -> tuple[str, ...]:
    """Whether it can be in a group count, as their choice stands. Said to nobody but them."""
    _ = voice.say
    if not reader.is_own:
        return ()
    if Purpose.COUNT_ME in reader.yes:
        return (_("It can be in the group count, as you said Yes."),)
    return (_("It goes in no new count, as you have not said Yes to that."),)


@used_for("record.made", "record.corrected", "statement")
def _note(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("It is here to help. It goes in no count."),)


@used_for("answers")
def _answers(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    if not reader.is_own:
        return ()
    reads = _("Your worker can’t read it, as you have not said Yes to that.")
    if Purpose.WORKER_SEES in reader.yes:
        reads = _("The worker you said Yes to can read it.")
    return (reads, *counted(reader, voice))


@used_for("person")
def _person(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    if reader.is_own and Purpose.COUNT_ME in reader.yes:
        return (_("We use it to know who you are."), *counted(reader, voice))
    return (_("We use it to know who is who."),)


@used_for("relation", "understanding")
def _relation(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We use it to know who may see what."),)


@used_for("consent", "receipts", "reminders")
def _choice(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We use it to do as you say."),)


@used_for("challenge")
def _missing(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We use it to put things right."),)


@used_for("invitation", "key")
def _key(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We use it so that you can get in."),)


@used_for("view", "glass", "share", "request", "erasure", "hold", "restriction", "seal", "alert", "together", "round")
def _seen(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We keep it so that you can see what was done."),)


@used_for("record.brought")
def _brought(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We keep it for you. We do not use it."),)
