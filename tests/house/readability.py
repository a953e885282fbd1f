"""How hard words are to read: ARI and LIX, offline. A floor, not the aim: no formula sees tone or truth.

ARI = 4.71·letters/words + 0.5·words/sentences − 21.43; 4 or less is about age 9. LIX = words/sentences + 100·(words of
more than 6 letters)/words; 25 or less is very easy. Both count a filled-in name as one word.
"""

import re

HARDEST_ARI, HARDEST_LIX = 4.0, 25.0
TOO_SHORT_TO_SCORE = 6  # words: a label alone tells a formula nothing; labels of one page are scored together


def plain(message: str) -> str:
    """A message as it is read: names filled in, markup gone."""
    filled = re.sub(r"%\(\w+\)[sd]|\{\w*\}", "Sam", message)
    return re.sub(r"<[^>]+>|&\w+;", " ", filled)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", text)


def sentences(text: str) -> int:
    return max(1, len([part for part in re.split(r"[.!?:;]+(?:\s|$)|[“”]", text) if words(part)]))


def ari(text: str) -> float:
    found = words(text)
    letters = sum(len(re.sub(r"[^\w]", "", word)) for word in found)
    return 4.71 * letters / len(found) + 0.5 * len(found) / sentences(text) - 21.43


def lix(text: str) -> float:
    found = words(text)
    long = sum(len(re.sub(r"[^\w]", "", word)) > 6 for word in found)
    return len(found) / sentences(text) + 100 * long / len(found)


def too_hard(text: str) -> str | None:
    """Why a text is too hard for a nine-year-old, or None."""
    if len(words(text)) < TOO_SHORT_TO_SCORE:
        return None
    hard = ari(text), lix(text)
    return f"ARI {hard[0]:.1f}, LIX {hard[1]:.0f}: {text}" if hard[0] > HARDEST_ARI or hard[1] > HARDEST_LIX else None
