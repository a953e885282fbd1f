"""What entries of the features at and below this one say, in plain words. Pure: gettext is handed in as `_`."""

from collections.abc import Callable
from datetime import date

from survey.errors import NotThere
from survey.ledger.entry import Recorded
from survey.questionnaires.definition import Question
from survey.questionnaires.question_types import Answers
from survey.questionnaires.recorded import is_kept, missing
from survey.questionnaires.shelf import shelf
from survey.receipts import keeping
from survey.records.account import after_sending, choices  # noqa: F401 - their tellings register themselves
from survey.records.account.telling import Line, Parts, Reader, Told, Voice, line_of, tells
from survey.records.challenge import Kind
from survey.records.challenges import telling as _steps  # noqa: F401 - its tellings register themselves
from survey.records.relatives import telling as _family  # noqa: F401 - its tellings register themselves
from survey.responses.hands import hands_row, helper_of
from survey.responses.sitting import said_back
from survey.responses.told import is_free


@tells("record.made", "record.corrected")
def note(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """A note: its parts speak for themselves, each with its own mark."""
    return Told("", lines=tuple(line for part in parts if (line := line_of(part))))


@tells("person.added", "person.described")
def person(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who they are, as it was put down."""
    _ = voice.say
    facts = entry.content
    born = facts.get("born")
    rows = [
        (_("Name"), facts.get("name")),
        (_("Born"), voice.month(date(int(born[:4]), int(born[5:7]), 1)) if born else None),
        (_("Home ward"), reader.name(facts.get("area")) or facts.get("area")),
    ]
    rows += [(str(what).replace("_", " ").capitalize(), says) for what, says in facts.get("described", {}).items()]
    shown = tuple((label, str(value)) for label, value in rows if value)
    if entry.kind == "person.described":
        return Told(_("About you"), _("This is what you say about you."), shown)
    return Told(_("About you"), _("You were added here."), shown)


@tells("relation.made")
def relation_made(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who stands how to them, and what that lets someone see."""
    facts = entry.content
    _ = voice.say
    return Told(_("Who is who"), _stands(facts, reader, voice), _seen(facts, reader, voice))


@tells("relation.ended")
def relation_ended(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it is over, and what it was."""
    _ = voice.say
    made = reader.linked.get(entry.links["ends"])
    was = _stands(made.content, reader, voice) if made else ""
    return Told(_("Who is who"), _("This has ended. It used to say: %(was)s", was=was) if was else _("This has ended."))


def _stands(facts: dict[str, str], reader: Reader, voice: Voice) -> str:
    """How one person stands to another, said to whoever of them reads."""
    _ = voice.say
    who, whom = reader.name(facts["from"]), reader.name(facts["to"])
    to_me = reader.is_me(facts["to"])
    if facts["kind"] == "line":
        return _("%(who)s leads the work of %(name)s.", who=who, name=whom)
    if facts["kind"] == "works_with":
        return _("%(who)s works with you.", who=who) if to_me else _("%(who)s works with %(name)s.", who=who, name=whom)
    kin = {
        "parent": _("a parent"),
        "carer": _("a carer"),
        "sibling": _("a brother or sister"),
        "advocate": _("someone who speaks up for you") if to_me else _("someone who speaks up for them"),
    }[facts["kind"]]
    if to_me:
        return _("%(who)s is here for you as %(kin)s.", who=who, kin=kin)
    if reader.is_me(facts["from"]):
        return _("You are here for %(name)s as %(kin)s.", name=whom, kin=kin)
    return _("%(who)s is here for %(name)s as %(kin)s.", who=who, name=whom, kin=kin)


def _seen(facts: dict[str, list[str]], reader: Reader, voice: Voice) -> tuple[tuple[str, str], ...]:
    _ = voice.say
    parts = {"profile": _("who you are"), "goals": _("your goals"), "notes": _("notes"), "answers": _("your answers")}
    if not reader.is_me(str(facts["to"])):
        parts = {"profile": _("who they are"), "goals": _("goals"), "notes": _("notes"), "answers": _("answers")}
    seen = ", ".join(parts[each] for each in facts["sees"] if each in parts)
    return ((_("Can see"), seen),) if seen else ()


@tells("invitation.made")
def invitation(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That a link was made for them."""
    _ = voice.say
    days, who = entry.content["days"], reader.name(entry.actor)
    if not who:
        return Told(_("A link"), _("A link was made for you. It works for %(days)s days.", days=days))
    return Told(_("A link"), _("%(who)s made a link for you. It works for %(days)s days.", who=who, days=days))


@tells("key.chosen")
def key_chosen(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That a second thing was chosen; never which."""
    _ = voice.say
    if entry.content["how"] == "pin":
        return Told(_("Your second key"), _("You picked a PIN to open your record. We don’t know what it is."))
    return Told(_("Your second key"), _("You picked three words to open your record. We don’t know what they are."))


@tells("key.recovered")
def key_recovered(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That someone let them choose anew: they must be able to tell if they had not asked."""
    _ = voice.say
    who = reader.name(entry.actor)
    return Told(_("Your second key"), _("%(who)s let you pick a new PIN or new words. The old ones stopped.", who=who))


@tells(keeping.CHOSEN)
def keeping_chosen(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Where they want their receipts: told to them, and to nobody else."""
    _ = voice.say
    said = {
        "phone": _("You want to keep them on your phone."),
        "paper": _("You want to keep them on paper."),
        "trusted": _("You want to keep them with someone you trust."),
        "none": _("You want to see no codes."),
    }
    return Told(_("Codes to keep"), said[entry.content["keeping"]])


@tells("challenge.raised")
def something_missing(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """A challenge of no entry: something is missing."""
    _ = voice.say
    return Told(_("Something is missing"), _("You told us what is missing."))


@tells("challenge.acknowledged")
def has_it(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who has it."""
    _ = voice.say
    return Told(_("They have it"), _("%(who)s has read what you said.", who=reader.name(entry.actor)))


@tells("challenge.decided")
def was_decided(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was decided."""
    _ = voice.say
    said = {
        "corrected": _("You were right. We put it right."),
        "partly": _("We changed part of it."),
        "not_changed": _("We did not change it."),
        "cannot_verify": _("We can’t show it is true. So we don’t use it."),
    }[entry.content["outcome"]]
    return Told(_("An answer"), said, ((_("Why"), entry.content["reason"]),))


@tells("challenge.withdrawn")
def was_withdrawn(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they took it back."""
    _ = voice.say
    return Told(_("You took it back"), _("You said we can use it again."))


@tells("statement.added")
def statement(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Their own words."""
    _ = voice.say
    return Told(_("My side"), lines=tuple(line for part in parts if (line := line_of(part))))


@tells("view.made")
def looked(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """One look, for when it is itself what is not right."""
    _ = voice.say
    who, why = reader.name(entry.actor), entry.content["why"]
    return Told(_("Who looked"), _("%(who)s looked. They said why: “%(why)s”", who=who, why=why))


@tells("answers.deleted")
def answers_deleted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they deleted answers; nothing of what was in them."""
    _ = voice.say
    return Told(_("Answers"), _("You took back what you sent. It is deleted."))


@tells("answers.submitted", "answers.changed", "answers.imported")
def answers(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What they were asked and what they said, question by question."""
    _ = voice.say
    facts = entry.content
    try:
        asked = shelf().said(facts["questionnaire"], facts["version"], voice.language)
    except NotThere:  # an imported set, or a questionnaire that is no longer here: its codes are still theirs to see
        rows = tuple((item, str(code)) for item, code in facts["answers"].items())
        return Told(_("Answers"), _("These answers were put in."), rows, _free_words(parts))
    answered = facts["answers"] | {part.content["item"]: part.content["words"] for part in parts if line_of(part)}
    told = [(q, words) for q, words, _page in said_back(asked, frozenset(), {0: answered}, _) if is_kept(q, answered)]
    rows = tuple((q.text or q.item, words) for q, words in told if not _stands_apart(q, answered))
    rows = hands_row(facts, _, reader.name(helper_of(facts))) + rows if reader.is_own else rows
    sentence = _("You sent answers to “%(title)s”.", title=asked.title)
    if entry.kind == "answers.changed":
        sentence = _("You sent “%(title)s” again, with a change.", title=asked.title)
    if not reader.is_own:
        sentence = _("Answers to “%(title)s” were sent.", title=asked.title)
    apart = {question.item for question in asked.questions if _stands_apart(question, answered)}
    return Told(
        _("Answers"), sentence, rows, _free_words([part for part in parts if part.content.get("item") in apart])
    )


def _stands_apart(question: Question, answered: Answers) -> bool:
    # Their own words are not a row: they stand below, with their mark. A date is an answer like any other.
    return is_free(question) and missing(question, answered) is None


def _free_words(parts: Parts) -> tuple[Line, ...]:
    return tuple(line for part in parts if (line := line_of(part)))


def kinds(_: Callable[..., str]) -> dict[str, str]:
    """The nine things that can be not right, as young people say them."""
    return {
        Kind.WRONG_FACT.value: _("It’s not true"),
        Kind.UNFAIR_OPINION.value: _("It’s not how I see it"),
        Kind.MISSING.value: _("Something is missing"),
        Kind.NOT_MINE.value: _("It’s not about me"),
        Kind.SEEN.value: _("They should not have seen it"),
        Kind.SHARED.value: _("It should not have been passed on"),
        Kind.CONSENT.value: _("I didn’t agree to this"),
        Kind.OBJECTION.value: _("Stop using it"),
        Kind.ERASE.value: _("Delete it"),
    }
