"""A catalogue's header: whose words they are, and that they are a draft until a named reviewer signs them off."""

import re
from collections.abc import Mapping
from datetime import date

DRAFT, REVIEWED_BY, REVIEWED_ON, REVIEWED_WORDS = "X-Draft", "X-Reviewed-By", "X-Reviewed-On", "X-Reviewed-Words"
SIDE, PEOPLE = "X-Side", "people"  # a catalogue that says nothing of the staff side
TO_BE_CHECKED = "yes, to be checked by a speaker of the language"
_LINE = re.compile(r'^"([A-Za-z-]+): (.*)\\n"$')

Header = Mapping[str, str]


def header_of(catalogue: str) -> dict[str, str]:
    """The header of a .po file, from its text: the lines of its first message."""
    first = catalogue.partition("\n\n")[0]
    return {found[1]: found[2] for line in first.splitlines() if (found := _LINE.match(line))}


def is_draft(header: Header) -> bool:
    """Whether nobody has signed these words off."""
    return not header.get(REVIEWED_BY, "").strip()


def new_header(language: str, plural_forms: str) -> dict[str, str]:
    """The header of a catalogue that nobody has checked."""
    return {
        "Project-Id-Version": "Sayso",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
        SIDE: PEOPLE,
        DRAFT: TO_BE_CHECKED,
        REVIEWED_BY: "",
        REVIEWED_ON: "",
        REVIEWED_WORDS: "",
    }


def signed_off(header: Header, by: str, on: date, words: str) -> dict[str, str]:
    """The header of a catalogue that a named speaker has read and stands by. `words`: the digest of what they read."""
    return {**header, DRAFT: "no", REVIEWED_BY: by, REVIEWED_ON: on.isoformat(), REVIEWED_WORDS: words}


def draft_again(header: Header) -> dict[str, str]:
    """The header once a word was changed after it was signed off."""
    return {**header, DRAFT: TO_BE_CHECKED, REVIEWED_BY: "", REVIEWED_ON: "", REVIEWED_WORDS: ""}
