"""What the register says, made from what is at work here: the kinds of entries, the cards, the rules, the lists. Pure.

Nothing is written down twice: how long follows from the rules of the nation, why from the cards, who gets it from the
lists that staff pick from. A kind of entry, a card, a class or a list's value that has no line here fails a test.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from survey.consent.purpose import Card
from survey.register.line import N_, Line, Said, Section
from survey.retention.kept import how_long
from survey.retention.rule import RecordClass, Rule
from survey.sharing.request import Asker
from survey.sharing.share import Authority

OF_RELEASES = ("agreement", "figures", "activity", "reading", "question", "promise")
HELD: Mapping[str, tuple[str, RecordClass | None, tuple[str, ...]]] = {  # what, kept like which class, which kinds
    "answers": (N_("Your answers"), RecordClass.ANSWERS, ("answers", "together")),
    "suggestions": (N_("What you say we should ask"), RecordClass.ANSWERS, ("suggestion",)),
    "goals": (N_("Your goals"), RecordClass.GOALS, ("goal",)),
    "quotes": (N_("Your words next to the numbers, with no name"), RecordClass.ANSWERS, ("quote",)),
    "notes": (N_("Notes about you, and what you say about them"), RecordClass.NOTES, ("record", "statement")),
    "who": (N_("Who you are, and who your family is"), RecordClass.RECORD, ("person", "relation", "understanding")),
    "choices": (N_("Your choices"), RecordClass.CONSENT, ("consent",)),
    "not_right": (N_("What you said is not right, and what we did"), RecordClass.RECORD, ("challenge", "restriction")),
    "looks": (N_("Who looked"), RecordClass.LOOKS, ("view", "glass")),
    "told": (N_("Who was told, and why"), RecordClass.RECORD, ("share",)),
    "asked": (N_("Who asked us about you"), RecordClass.RECORD, ("request",)),
    "keys": (N_("The links and keys that open your record"), RecordClass.RECORD, ("invitation", "key", "receipts")),
    "reminders": (
        N_("That you asked us to remind you. Where to goes when you stop."),
        RecordClass.RECORD,
        ("reminders",),
    ),
    "alerts": (
        N_("That you sent an answer we watch for, who was told, and what was done"),
        RecordClass.RECORD,
        ("alert",),
    ),
    "held_back": (N_("What we can’t show someone, and why"), RecordClass.RECORD, ("seal", "withholding")),
    "erased": (N_("What we deleted, and when. Not what it said."), None, ("erasure", "hold")),
    "counts": (
        N_("Counts with no one in them, and this list"),
        None,
        ("cohort", "requests", "register", "round", "watch", *OF_RELEASES),
    ),
}
FOR_EVER = N_("We keep this. It holds none of your words.")
WHY_KEPT = N_("To help you. To show what we did.")
OUR_WORK = N_("The law lets us do this as part of our work for you. Each service has to check that it does.")
PUBLIC_TASK = "UK GDPR Article 6(1)(e); Article 9(2)(g)"

LEAVE: Mapping[Authority, tuple[str, str]] = {  # why a part may go to another team, and the law
    Authority.CONSENT: (N_("You said Yes."), "UK GDPR Article 6(1)(a)"),
    Authority.STATUTORY_DUTY: (N_("The law says we must."), "Children Act 2004 section 16LA, where it is in force"),
    Authority.SECTION_47: (N_("The council must see if you are safe."), "Children Act 1989 section 47"),
    Authority.COURT: (N_("A court said so."), "UK GDPR Article 6(1)(c)"),
    Authority.VITAL: (N_("Someone could be badly hurt."), "UK GDPR Article 6(1)(d)"),
    Authority.SAFEGUARDING: (N_("To keep someone safe."), "UK GDPR Article 6(1)(ea), recognised legitimate interests"),
    Authority.OTHER: (N_("Another law lets us."), "UK GDPR Article 6(1)"),
}
ASKS: Mapping[Asker, str] = {
    Asker.POLICE: N_("The police"),
    Asker.HOME_OFFICE: N_("The Home Office"),
    Asker.COURT: N_("A court"),
    Asker.COMMISSIONER: N_("The people who pay for help here"),
    Asker.AGENCY: N_("Another team"),
}
WHEN_ASKED = N_("They ask. Two of us look. We give as little as the law lets us. You are told. We count each one.")
WHEN_TIME_IS_UP = N_("When the time is up, two of us look. Then it goes.")
WITHOUT_YES = N_("Two of us have to agree. You are told, or we write down why not yet.")
WITH_YES = N_("Only what you said Yes to. You can stop.")

WHAT, WHY, LAW, EXACT, SEES, LONG, NO = (
    N_("What we keep"),
    N_("Why"),
    N_("The law that lets us"),
    N_("The exact law"),
    N_("Who sees it"),
    N_("How long"),
    N_("If you say No"),
)
SINCE, SOURCE, SURE = N_("This rule is from"), N_("Where the rule is from"), N_("Is it settled?")
SETTLED = {False: N_("Yes."), True: N_("Not yet. It is our rule until the service says it is right.")}


def register(cards: Iterable[Card], rules: Mapping[RecordClass, Rule]) -> tuple[Section, ...]:
    """Everything that the register says."""
    return (
        Section("held", WHAT, N_("Look in your record to see yours."), _held(rules)),
        Section("choices", N_("What you choose"), N_("You say Yes or No to each. You can stop."), _choices(cards)),
        Section("passed_on", N_("When we tell someone else"), N_("It is in your record each time."), _leave()),
        Section("asks", N_("Who can ask us about you"), WHEN_ASKED, _asks()),
        Section(
            "rules", N_("How long we keep it"), N_("When the time is up, two of us look. Then it goes."), _rules(rules)
        ),
    )


def _held(rules: Mapping[RecordClass, Rule]) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"held.{name}",
            Said(what),
            (
                (WHY, Said(WHY_KEPT)),
                (LONG, _how_long(rules[of]) if of else Said(FOR_EVER)),
                (LAW, Said(OUR_WORK)),
                (EXACT, Said(PUBLIC_TASK, is_ours=False)),
            ),
        )
        for name, (what, of, _kinds) in HELD.items()
    )


def _choices(cards: Iterable[Card]) -> tuple[Line, ...]:
    """The cards that are in use, in the words that young people are asked with."""
    return tuple(
        Line(
            f"choice.{card.purpose.value}",
            _card(card.short),
            (
                (WHY, _card(card.why)),
                (SEES, _card(card.who_sees)),
                (LONG, _card(card.how_long)),
                (NO, _card(card.if_no)),
                (LAW, _card(card.basis)),
                (EXACT, Said(f"{card.article} (version {card.version})", is_ours=False)),
            ),
        )
        for card in cards
    )


def _card(message: str) -> Said:
    return Said(message, {"worker": N_("your worker")} if "%(worker)s" in message else {})


def _leave() -> tuple[Line, ...]:
    return tuple(
        Line(
            f"passed_on.{each.value}",
            Said(why),
            ((WHAT, Said(WITH_YES if each is Authority.CONSENT else WITHOUT_YES)), (EXACT, Said(law, is_ours=False))),
        )
        for each, (why, law) in LEAVE.items()
    )


def _asks() -> tuple[Line, ...]:
    return tuple(Line(f"asks.{each.value}", Said(who), ()) for each, who in ASKS.items())


NAMES = {
    RecordClass.ANSWERS: N_("Your answers"),
    RecordClass.GOALS: N_("Your goals"),
    RecordClass.NOTES: N_("Notes about you"),
    RecordClass.CONSENT: N_("Your choices"),
    RecordClass.LOOKS: N_("Who looked"),
    RecordClass.RECORD: N_("All of it"),
}


def _rules(rules: Mapping[RecordClass, Rule]) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"rule.{of.value}",
            Said(NAMES[of]),
            (
                (LONG, _how_long(rule)),
                (SURE, Said(SETTLED[rule.is_assumption])),
                (SINCE, Said(rule.since.isoformat(), is_ours=False)),
                (EXACT, Said(rule.basis, is_ours=False)),
                (SOURCE, Said(" ".join(filter(None, (rule.source, rule.note))), is_ours=False)),
            ),
        )
        for of, rule in sorted(rules.items(), key=lambda each: list(RecordClass).index(each[0]))
    )


def _how_long(rule: Rule) -> Said:
    """The sentence that the person reads of the same rule in their own record, not yet in any language."""
    kept: list[Said] = []

    def keep(message: str, **fills: Any) -> str:
        kept.append(Said(message, fills))
        return message

    say: Callable[..., str] = keep
    how_long(rule, say)
    return kept[-1]
