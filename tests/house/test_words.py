"""The words: easy enough for a nine-year-old, ready to be translated, and honest about what a number can say."""

import re
import tomllib

import polib
import pytest

from tests.house import checkout, messages, readability

POT = checkout.ROOT / "translations" / "messages.pot"
CLAIMS_OF_CAUSE = (
    "led to|caused by|because of|due to|resulted in|improved by|effect of|impact of|impact on|thanks to|worked(?! out)|"
    "outperform|best|worst|prevalence|hard to reach|disengaged"
)
CANNOT_KEEP = r"\b(always|everything|secret|anonymous|please note|simply|oops|service user|empower)\b"
NOT_OUR_TONE = r"!|[\U0001f300-\U0001faff]"
SAYS_THEM_RIGHTLY = {
    # a young person's own answer, or a sentence that denies the word
    "Always",
}


def test_the_yardstick_tells_easy_from_hard():
    easy = "Too many tries. Please wait 10 minutes, then try again. Or ask Sam for a new link."
    hard = (
        "Notwithstanding aforementioned provisions, personal information may nevertheless be disclosed where necessary."
    )
    assert readability.too_hard(easy) is None
    assert readability.ari(easy) == pytest.approx(-1, abs=1.5)
    assert readability.ari(hard) > 15
    assert readability.lix(hard) > 50


def people_s_files():
    found = messages.of_the_people_s_side()
    return pytest.mark.parametrize("path", found, ids=[checkout.name(path) for path in found])


@people_s_files()
def test_every_text_for_young_people_is_easy_to_read(path):
    texts = [readability.plain(message) for message in messages.of_file(path)]
    assert not [why for text in texts if (why := readability.too_hard(text))]


@people_s_files()
def test_the_labels_of_a_page_are_easy_together(path):
    texts = (readability.plain(message) for message in messages.of_file(path))
    labels = [text.rstrip(" .:") for text in texts if len(readability.words(text)) < readability.TOO_SHORT_TO_SCORE]
    together = ". ".join(labels)
    assert len(labels) < 4 or readability.ari(together) <= readability.HARDEST_ARI + 3, together


@people_s_files()
def test_nothing_is_promised_that_we_cannot_keep(path):
    found = [m for m in messages.of_file(path) if re.search(f"{CANNOT_KEEP}|{NOT_OUR_TONE}", m, re.IGNORECASE)]
    assert not [message for message in found if message not in SAYS_THEM_RIGHTLY]


def test_no_caption_claims_a_cause():
    figures = [p for p in messages.sources() if {"impact", "figure.html", "goal_chart.html"} & set(p.parts)]
    said = [message for path in figures for message in messages.of_file(path)]
    assert said, "the commissioners' pages say something"
    assert not [m for m in said if re.search(rf"\b({CLAIMS_OF_CAUSE})\b", m, re.IGNORECASE)]


def test_the_catalogue_for_translators_is_fresh():
    offered = {text for entry in polib.pofile(str(POT)) for text in (entry.msgid, entry.msgid_plural) if text}
    said = {message for message in messages.everywhere() if message}
    assert offered == said, "words have changed: run make messages"


def test_no_message_is_put_together_from_parts():
    """A sentence glued from variables cannot be translated: no f-string and no `+` or `%` inside gettext's brackets."""
    glued = re.compile(r"""\b(?:_|_l|gettext|lazy_gettext)\(\s*(?:f["']|["'][^"']*["']\s*[+%])""")
    assert not [checkout.name(p) for p in messages.sources() if glued.search(p.read_text("utf-8"))]


QUESTIONNAIRES = sorted((checkout.ROOT / "survey" / "questionnaires" / "library").glob("*.toml"))


def said(node: object, keys: set[str]) -> list[str]:
    """The words under these keys, at any depth of a questionnaire's file."""
    if isinstance(node, dict):
        own = [value for key, value in node.items() if key in keys and isinstance(value, str)]
        return own + [text for value in node.values() for text in said(value, keys)]
    return [text for each in node for text in said(each, keys)] if isinstance(node, list) else []


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_the_reasons_behind_each_question_are_easy_to_read(path):
    reasons = said(tomllib.loads(path.read_text("utf-8")), {"about", "why", "who_sees", "never_used"})
    assert reasons or path.stem == "sdq"  # scored by number, shown by nobody
    assert not [why for text in reasons if (why := readability.too_hard(text))]


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_questions_in_our_own_words_are_easy_together(path):
    questionnaire = tomllib.loads(path.read_text("utf-8"))
    if not questionnaire["source"].startswith("Written for Sayso") or "Statistics" in questionnaire["source"]:
        pytest.skip("some of its wording is others', and stays as it is")
    asked = said(questionnaire, {"text"})
    assert readability.too_hard(" ".join(text.rstrip(".?") + "." for text in asked)) is None
