"""Words that a caption, a title or a reading of figures may not use: they claim a cause, a rank, or a fault."""

import re

from survey.errors import DomainError

LEFT_OUT: tuple[str, ...] = (
    "led to",
    "caused",
    "causes",
    "due to",
    "because of",
    "resulted in",
    "improved",
    "improves",
    "worsened",
    "effect of",
    "impact",
    "thanks to",
    "worked",
    "outperform",
    "best",
    "worst",
    "prevalence",
    "hard to reach",
    "disengaged",
)
_NO_CAUSE = "it does not say what caused it"  # the one sentence that names a cause, to deny it


def words_to_leave_out(text: str) -> list[str]:
    """Return the words of a text that say more than before-and-after can, in the order they are listed."""
    said = " ".join(text.lower().replace(_NO_CAUSE, "").split())
    return [word for word in LEFT_OUT if re.search(rf"\b{re.escape(word)}\b", said)]


LONGEST_TITLE = 120
_JOINERS = str.maketrans("", "", "\u200c\u200d")  # some scripts need them inside words


class TitleWrong(DomainError):
    """This title cannot be used."""


def require_title(title: str) -> str:
    """Return a title that may stand over figures. :raise TitleWrong: saying what to change."""
    kept = title.strip()
    words = words_to_leave_out(kept)
    if not kept:
        raise TitleWrong("Give the cohort a title.")
    if len(kept) > LONGEST_TITLE:
        raise TitleWrong("Use 120 letters or fewer.")
    if not kept.translate(_JOINERS).isprintable():
        raise TitleWrong("That has a sign in it that cannot be kept.")
    if words:
        raise TitleWrong(f"Leave “{words[0]}” out of the title.")
    return kept
