"""What entries about choices say, in plain words: what was asked, who said what, and what became of it. Pure."""

from collections.abc import Callable

from survey.consent.decision import State
from survey.consent.purpose import card_for, purpose_named
from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, line_of, tells

CHOSEN = tuple(f"consent.{state.value}" for state in State)
SAYS = frozenset(
    {"consent.given", "consent.renewed", "consent.refused", "consent.deferred", "consent.withdrawn", "consent.revoked"}
)


@tells(*CHOSEN)
def choice(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What they were asked, and what they said; or what became of it without a tap of theirs."""
    _ = voice.say
    facts = entry.content
    question = facts.get("notice", {}).get("text", "").partition("\n")[0] or _short(facts["purpose"], voice)
    rows = [(_("We asked"), question), *_how(entry, reader, voice)]
    lines = tuple(line for part in parts if (line := line_of(part)))
    if facts.get("decider"):
        return Told(_("A choice"), _carer_said(entry, reader, voice), tuple(rows), lines)
    if facts.get("reason"):
        return Told(_("A choice"), _became(facts["reason"], entry.kind, _), tuple(rows), lines)
    return Told(_("A choice"), _said(entry.kind, _), tuple(rows), lines)


def _said(kind: str, _: Callable[..., str]) -> str:
    return {
        "consent.requested": _("We asked you this."),
        "consent.given": _("You said Yes."),
        "consent.renewed": _("You said Yes again."),
        "consent.refused": _("You said No."),
        "consent.deferred": _("You said Not sure yet."),
        "consent.withdrawn": _("You took your Yes back."),
        "consent.revoked": _("Your Yes was taken back."),
        "consent.expired": _("You said Yes a long time ago. So we stopped, until you pick again."),
        "consent.terminated": _("We changed this card. So we stopped, until you pick again."),
        "consent.invalidated": _("We found out that your Yes was not a real Yes. We act as if you never said it."),
        "consent.unknown": _("You told us this is not what you picked. We stopped until it is sorted."),
    }[kind]


def _became(reason: str, kind: str, _: Callable[..., str]) -> str:
    """Why it changed, when nobody tapped."""
    found = {
        "age_step": _("We paused this. At your age, we need to ask you again."),
        "not_informed": _("We had not told you what it meant. So your Yes does not count."),
        "pressured": _("You were pushed to say Yes. So your Yes does not count."),
        "wrong_person": _("It was not you who said Yes. So it does not count."),
    }
    if reason == "card_changed" and kind == "consent.requested":
        return _("We changed this card. So we ask you again.")
    return found.get(reason) or _said(kind, _)


def _carer_said(entry: Recorded, reader: Reader, voice: Voice) -> str:
    """What a parent or carer said for a child, to whichever of the two reads it."""
    _ = voice.say
    if entry.content.get("reason"):
        return _("We changed this card. So we ask again.")
    who, child = entry.content["decider"]["person"], entry.on_behalf_of
    short = entry.kind.removeprefix("consent.")
    if reader.is_me(who):
        said = {
            "given": _("You said Yes for %(child)s.", child=reader.name(child)),
            "refused": _("You said No for %(child)s.", child=reader.name(child)),
            "revoked": _("You took your Yes for %(child)s back.", child=reader.name(child)),
        }
        return said.get(short) or _("You said Not sure yet for %(child)s.", child=reader.name(child))
    said = {
        "given": _("%(who)s said Yes for you.", who=reader.name(who)),
        "refused": _("%(who)s said No for you.", who=reader.name(who)),
        "revoked": _("%(who)s took their Yes for you back.", who=reader.name(who)),
    }
    return said.get(short) or _("%(who)s said Not sure yet for you.", who=reader.name(who))


def _how(entry: Recorded, reader: Reader, voice: Voice) -> list[tuple[str, str]]:
    """How it was put to them, who was there, and who wrote it down; nothing for a tap of their own."""
    _ = voice.say
    facts, rows = entry.content, []
    medium = {"paper": _("On paper"), "spoken": _("Out loud")}.get(facts.get("notice", {}).get("medium", ""))
    if medium and entry.kind in SAYS:
        rows.append((_("How we asked"), medium))
    if facts.get("present"):
        rows.append((_("Who was there"), ", ".join(facts["present"])))
    carer = facts.get("decider", {}).get("person")
    if entry.actor not in (reader.viewer, carer, None) and entry.kind != "consent.requested":
        rows.append((_("Put in by"), reader.name(entry.actor)))
    if entry.kind in ("consent.given", "consent.renewed"):
        rows.append((_("Its number"), str(entry.seq)))
    if facts.get("uses"):
        rows.append((_("What was done with it"), _uses(facts["uses"], voice)))
    return rows


def _uses(uses: list[dict[str, object]], voice: Voice) -> str:
    """What had rested on a Yes that was none."""
    _ = voice.say
    looks = sum(use["what"] == "look" for use in uses)
    counts = sum(use["what"] == "closed_count" for use in uses)
    said = []
    if looks:
        said.append(voice.many("Your answers were read %(num)s time.", "Your answers were read %(num)s times.", looks))
    if counts:
        said.append(voice.many("You were in %(num)s count.", "You were in %(num)s counts.", counts))
    return " ".join(said) or _("You are in no count from now on.")


def _short(purpose: str, voice: Voice) -> str:
    return voice.say(card_for(purpose_named(purpose)).short)
