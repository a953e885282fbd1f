"""What is wrong with a translation, a sentence each: names of our own, markup, forms, and English left as it was."""

import re
from collections.abc import Iterator, Sequence

from survey.words.entry import PAGES, Entry
from survey.words.plurals import Form, forms_of

NAMES = re.compile(r"%\((\w+)\)[sd]|\{([\w:.]+)\}")
TAGS = re.compile(r"<[^>]*>|&\w+;|&#\d+;")
LOOSE = re.compile(r"%(?!\(\w+\)[sd])")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
COUNT = {"num"}
SAME_IN_ALL = {"Sayso", "Childline", "ICO", "QR", "SDQ", "PIN", "OK", "SMS", "UK", "GDPR", "NHS", "FHIR", "JSON", "PDF"}
SAME_IN = {"pl": frozenset({"Start"})}  # what a language says as English does, word for word
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def wrong_with(entry: Entry, language: str) -> list[str]:
    """A sentence for everything that is wrong with a translation."""
    forms, same = forms_of(language), SAME_IN.get(language, frozenset())
    expected = len(forms) if entry.plural else 1
    if len(entry.forms) != expected:
        return [f"It has {len(entry.forms)} forms; {expected} were expected: {_listed(entry, forms)}."]
    shown = forms if entry.plural else [None]
    return [each for form, said in zip(shown, entry.forms, strict=True) for each in _wrong(entry, form, said, same)]


def _listed(entry: Entry, forms: Sequence[Form]) -> str:
    return "; ".join(form.words for form in forms) if entry.plural else "one text"


def _wrong(entry: Entry, form: Form | None, said: str, same: frozenset[str]) -> Iterator[str]:
    at = f" {form.words}" if form else ""
    if not said.strip():
        yield f"There is no translation{at}."
        return
    if said != said.strip() and entry.english == entry.english.strip():
        yield f"The translation{at} begins or ends with a space."
    if said.lstrip().startswith("="):
        yield f"The translation{at} begins as a formula does; words were expected."
    yield from _wrong_names(entry, form, said, at)
    yield from _wrong_signs(entry, said, at)
    if BIDI_CONTROLS.search(said):
        yield f"The translation{at} has an invisible mark that turns the direction; the page does that itself."
    if said == entry.english and said not in same and is_english(said):
        yield f"The translation{at} is still English."


def _wrong_signs(entry: Entry, said: str, at: str) -> Iterator[str]:
    if tags(said) != tags(entry.english):
        wanted, held = _names(tags(entry.english)) or "no markup", _names(tags(said)) or "none"
        yield f"The translation{at} must hold {wanted}, and holds {held}."
    if re.search("[<>]", TAGS.sub("", said)):
        yield f"The translation{at} has a loose < or >."
    if entry.place == PAGES and "%(" in entry.english and LOOSE.search(said.replace("%%", "")):
        yield f"The translation{at} has a % on its own; write it twice: %%."


def _wrong_names(entry: Entry, form: Form | None, said: str, at: str) -> Iterator[str]:
    wanted, held = names(entry.plural or entry.english), names(said)
    may_go = COUNT if form and form.only else set()
    if missing := wanted - held - may_go:
        yield f"The translation{at} leaves out {_names(missing)}."
    if extra := held - wanted:
        yield f"The translation{at} has {_names(extra)}, which the English has not."


def names(text: str) -> set[str]:
    """The names in a text that a page fills in."""
    return {one or other for one, other in NAMES.findall(text)}


def tags(text: str) -> list[str]:
    """The markup in a text, in one order."""
    return sorted(TAGS.findall(text))


def is_english(text: str) -> bool:
    """Whether a text has words of its own, which are not the same everywhere."""
    plain = TAGS.sub(" ", NAMES.sub(" ", text))
    return any(word not in SAME_IN_ALL for word in ENGLISH.findall(plain))


def _names(found: set[str] | list[str]) -> str:
    return ", ".join(sorted(found))
