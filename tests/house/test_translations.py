"""Every language on offer says everything a young person or a family can read, rightly; and says when it is a draft."""

import re
from functools import cache

import pytest

from survey.catalogue_header import DRAFT, REVIEWED_BY, REVIEWED_WORDS, is_draft
from survey.settings import FINISHED, LANGUAGES, Settings
from survey.words import store
from survey.words.checking import wrong_with
from survey.words.entry import Entry
from survey.words.plurals import PLURAL_FORMS
from tests.house.checkout import ROOT, templates

OTHERS = LANGUAGES[1:]
in_each = pytest.mark.parametrize("code", OTHERS)


@cache
def language(code: str) -> store.Language:
    return store.read(code, ROOT / "translations")


@cache
def wanted() -> frozenset[tuple[str, str]]:
    return frozenset((entry.english, entry.plural) for entry in store.messages_of_people(ROOT))


@in_each
def test_a_catalogue_holds_what_pages_say_and_nothing_else(code):
    held = {(entry.english, entry.plural) for entry in language(code).catalogue.entries}
    assert held == wanted(), "words have changed: run make messages"


@in_each
def test_no_translation_is_wrong(code):
    done = [entry for entry in language(code).entries if any(entry.forms)]
    wrong = [f"{entry.place}, “{entry.english}”: {each}" for entry in done for each in wrong_with(entry, code)]
    assert not wrong


def test_those_offered_by_themselves_are_those_that_are_finished():
    """A language is in FINISHED when it says everything, and only then. `sayso words list` says what is missing."""
    complete = {code for code in OTHERS if not language(code).missing}
    missing = {code: len(language(code).missing) for code in OTHERS if code not in complete}
    assert set(FINISHED) == {"en", *complete}, f"texts without a translation: {missing}"
    assert Settings().languages == FINISHED
    assert tuple(code for code in LANGUAGES if code in FINISHED) == FINISHED


@in_each
def test_a_catalogue_says_in_its_header_whose_it_is(code):
    header = language(code).catalogue.header
    assert header["Language"] == code
    assert header["Plural-Forms"] == PLURAL_FORMS[code]
    assert is_draft(header) == (header[DRAFT] != "no") == (not header[REVIEWED_BY])
    assert is_draft(header) or header[REVIEWED_WORDS] == language(code).digest, "words changed after they were signed"


def test_a_text_that_is_not_there_would_be_found():
    held = language("pl").catalogue.entries[0]
    assert wrong_with(Entry(held.english), "pl") == ["There is no translation."]


TYPES_IN = re.compile(r"\b(textarea|text_input)\(")
KEEPS_NOTHING = {  # what may go when the language changes
    "records/door.html": "the words that open a record: typed again",
    "reminders/code.html": "six numbers that are in a message beside it",
}


def test_every_page_with_something_to_type_takes_it_along():
    asking = {
        str(path.relative_to(ROOT / "templates")): path.read_text("utf-8")
        for path in templates()
        if "desk" not in path.parts and path.parent.name not in ("components", "layouts", "security")
    }
    typed = {name for name, text in asking.items() if TYPES_IN.search(text) and 'method="post"' in text}
    forgets = {name for name in typed if "typed_in" not in asking[name] and not name.rpartition("/")[2].startswith("_")}
    assert forgets == KEEPS_NOTHING.keys() & typed
    assert {"goals/new.html", "records/challenge.html"} <= typed
