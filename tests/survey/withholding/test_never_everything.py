"""No page, catalogue or file ever says that it is everything: the law may keep something back."""

import re
from pathlib import Path

import polib
import pytest

from people import Cast
from tests.house import messages
from tests.house.checkout import ROOT
from tests.survey.records.conftest import Notes, Visitor

CLAIMS = re.compile(
    r"\b(this|that|here|it) is (everything|all (of it|there is|we have))\b"
    r"|\beverything (about you|we (have|know|hold|keep)|that (is|was) (written|said|recorded|kept))"
    r"|\ball (that|of what|what) (we (have|know|hold|keep)|(is|was) (written|recorded|kept|known))"
    r"|\b(whole|complete|full|entire) (record|file|account|copy)\b"
    r"|\ball of your (record|data)\b|\b(save|take|get|see) everything\b|\bsave all of it\b"
    r"|\bnothing (else|more) (is|was) (here|written|kept|recorded)|\bwe (hide|keep) nothing\b"
    r"|\b(nothing|no part) is (hidden|kept) from you\b|\bnothing was left out\b|\bleft nothing out\b",
    re.IGNORECASE,
)
ALLOWED = {"It can’t show that we left nothing out. It can’t show that what is written is true."}


def said_to_people() -> set[str]:
    return {text for texts in messages.of_the_people_s_side().values() for text in texts}


def test_no_words_of_ours_claim_it():
    assert len(said_to_people()) > 500
    assert not sorted(text for text in said_to_people() - ALLOWED if CLAIMS.search(text))


@pytest.mark.parametrize("path", sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")), ids=str)
def test_no_catalogue_in_english_claims_it(path: Path):
    if not path.parts[-3].startswith("en"):
        pytest.skip("its words are of another language; what they translate is looked at above")
    assert not [entry.msgstr for entry in polib.pofile(str(path)) if CLAIMS.search(entry.msgstr)]


@pytest.mark.parametrize(
    "claim",
    [
        "This is everything.",
        "This is all we have about you.",
        "Everything we know about you is here.",
        "Take your whole record with you.",
        "We hide nothing.",
        "You can save all of it in one file.",
        "Nothing else is written.",
    ],
)
def test_a_claim_would_be_found(claim: str):
    assert CLAIMS.search(claim)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_rendering_says_the_same_honest_sentence(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast) -> None:
    honest, found = re.compile(r"<p[^>]*>Sometimes the law stops us.*?</p>", re.DOTALL), set()
    for visitor in (amina, rosa):
        own = [visitor.at(each) for each in ("", "paper", "looks", "months")]
        files = [f"/en/exports/open/{visitor.key}", f"/en/exports/open/{visitor.key}/saved.html"]
        if visitor is rosa:
            own += [rosa.at("about", cast.amina), rosa.at("about", cast.amina, "paper")]
            files += [f"/en/exports/open/{rosa.key}/about/{cast.amina}/saved.html"]
        for path in (*own, *files):
            page = visitor.get(path.rstrip("/")).text
            assert len(honest.findall(page)) == 1, path
            assert not CLAIMS.search(re.sub(r"<[^>]+>", " ", page).replace("left nothing out", "")), path
            found |= set(honest.findall(page))
    assert len(found) == 1, "the same bytes for everyone, everywhere"
