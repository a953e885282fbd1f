"""How hard our own words may be for young people and families, by the measures that staff's replies are held to too."""

import re

from survey.readability import HARDEST_ARI, HARDEST_LIX, TOO_SHORT_TO_SCORE, ari, lix, sentences, words

__all__ = ["HARDEST_ARI", "HARDEST_LIX", "TOO_SHORT_TO_SCORE", "ari", "lix", "plain", "sentences", "too_hard", "words"]


def plain(message: str) -> str:
    """A message as it is read: names filled in, markup gone."""
    filled = re.sub(r"%\(\w+\)[sd]|\{\w*\}", "Sam", message)
    return re.sub(r"<[^>]+>|&\w+;", " ", filled)


def too_hard(text: str) -> str | None:
    """Why a text is too hard for a nine-year-old, or None."""
    if len(words(text)) < TOO_SHORT_TO_SCORE:
        return None
    hard = ari(text), lix(text)
    return f"ARI {hard[0]:.1f}, LIX {hard[1]:.0f}: {text}" if hard[0] > HARDEST_ARI or hard[1] > HARDEST_LIX else None
