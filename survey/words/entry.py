"""One message and what it is in another language: for a catalogue, a spreadsheet or a questionnaire alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from survey.words.plurals import Form

PAGES = "pages"  # where a message stands that is no questionnaire's


@dataclass(frozen=True)
class Entry:
    """A text to be translated. `forms`: its translation, one text, or one for each form that a number can take."""

    english: str
    plural: str = ""  # the English for many; empty where the text has no number
    forms: tuple[str, ...] = ("",)
    where: tuple[str, ...] = ()
    note: str = ""
    place: str = PAGES  # PAGES, or the questionnaire's id and version

    @property
    def is_done(self) -> bool:
        return all(form.strip() for form in self.forms)

    def said(self, forms: Sequence[str]) -> "Entry":
        """The same text with this translation."""
        return replace(self, forms=tuple(forms))


def as_data(entry: Entry, forms: Sequence[Form]) -> dict[str, object]:
    """An entry for a program: what the forms are for stands beside the texts of a number."""
    data: dict[str, object] = {"english": entry.english, "place": entry.place, "where": list(entry.where)}
    data |= {"note": entry.note} if entry.note else {}
    if not entry.plural:
        return data | {"now": entry.forms[0]}
    return data | {"plural": entry.plural, "forms": [form.words for form in forms], "now": list(entry.forms)}


def given(said: Mapping[str, object]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Translations as a program gives them, {English: text or list of forms}; and a sentence for each that is not."""
    read: dict[str, tuple[str, ...]] = {}
    problems = []
    for english, text in said.items():
        if isinstance(text, str):
            read[english] = (text,)
        elif isinstance(text, list) and all(isinstance(each, str) for each in text):
            read[english] = tuple(text)
        else:
            problems.append(f"“{english}”: a text was expected, or a list of texts, one for each form.")
    return read, problems
