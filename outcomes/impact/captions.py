"""Words that a caption, a title or a reading of figures may not use: they claim a cause, a rank, or a fault."""

import re

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
