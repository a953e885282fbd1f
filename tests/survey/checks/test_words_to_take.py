"""The words of verify.html are outside the catalogue: one file, the same for all. A fifteen-year-old can read them."""

import re
from pathlib import Path

import pytest

from survey.checks import offline
from tests.house.readability import ari, lix, words

PAGE = Path(offline.__file__).with_name("verify.html").read_text("utf-8")
MARKUP, SCRIPT = PAGE.split("<script>\n")
SHOWN = re.findall(r"<(?:h1|h2|p|label|summary|button)[^>]*>([^<]+)<", MARKUP)
SAID = re.findall(r"[\"`]([A-Z][^\"`]*[.!?])[\"`]", SCRIPT)
HARDEST_ARI, HARDEST_LIX = 7.0, 40.0  # about age 12; easy prose


@pytest.mark.parametrize("sentence", [*SHOWN, *SAID])
def test_each_sentence_is_easy_enough(sentence: str) -> None:
    plain = re.sub(r"\$\{[^}]*\}", "Sam", sentence)
    if len(words(plain)) >= 6:
        assert ari(plain) <= HARDEST_ARI
        assert lix(plain) <= HARDEST_LIX


def test_it_says_what_no_check_can_prove_whatever_comes_out() -> None:
    assert len(SAID) > 30
    for never in ("all written down", "what was written is true", "who typed"):
        assert never in MARKUP


def test_it_is_one_file_that_asks_for_nothing() -> None:
    assert not re.search(r"(?:src|href|action|import|fetch|XMLHttp|WebSocket|sendBeacon|localStorage)\b\s*[=(]", PAGE)
    assert "default-src 'none'" in MARKUP
    assert "innerHTML" not in SCRIPT
