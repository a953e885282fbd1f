"""How long each class is kept, said to the person it is about. Pure."""

from collections.abc import Callable, Mapping

from survey.retention.rule import RecordClass, Rule


def kept_words(rules: Mapping[RecordClass, Rule], _: Callable[..., str]) -> list[tuple[str, str]]:
    """Each class by its name, and for how long it is kept."""
    names = {
        RecordClass.ANSWERS: _("Your answers"),
        RecordClass.GOALS: _("Your goals"),
        RecordClass.NOTES: _("Notes about you"),
        RecordClass.CONSENT: _("Your choices"),
        RecordClass.LOOKS: _("Who looked"),
        RecordClass.RECORD: _("All of it"),
    }
    return [(names[of], how_long(rules[of], _)) for of in RecordClass if of in rules]


def how_long(rule: Rule, _: Callable[..., str]) -> str:
    """One rule in a sentence or two."""
    if rule.goes_with_record:
        return _("For as long as we have the rest.")
    if rule.until_age is not None and rule.years_after_help is not None:
        return _(
            "Until you are %(age)s, and for %(years)s years after we stop work with you.",
            age=rule.until_age,
            years=rule.years_after_help,
        )
    if rule.years_after_help is not None:
        return _("For %(years)s years after we stop work with you.", years=rule.years_after_help)
    if rule.until_age is not None:
        return _("Until you are %(age)s.", age=rule.until_age)
    return _("For %(years)s years from the day it was sent.", years=rule.years_after_written)
