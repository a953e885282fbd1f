"""How hard words are to read: ARI and LIX, offline. A floor, not the aim: no formula sees tone or truth. Pure.

ARI = 4.71·letters/words + 0.5·words/sentences − 21.43; 4 or less is about age 9. LIX = words/sentences + 100·(words of
more than 6 letters)/words; 25 or less is very easy. Both count a filled-in name as one word, and hold for English.
"""

import re
from dataclasses import dataclass

HARDEST_ARI, HARDEST_LIX = 4.0, 25.0  # of what we say ourselves
TOO_SHORT_TO_SCORE = 6  # words: a label alone tells a formula nothing; labels of one page are scored together
WORTH_A_WORD_ARI, WORTH_A_WORD_LIX = 6.0, 35.0  # of what staff write: about age 11; below it nobody is bothered
AGE_AT_ARI_ONE = 6  # ARI 1 is the first class of school, and each point a year
LONG_WORD = 9  # letters: worth showing to whoever wrote it
MOST_SHOWN = 4


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", text)


def sentences(text: str) -> int:
    """How many sentences a text has, at least one."""
    return max(1, len(_sentences(text)))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:;]+(?:\s|$)|[“”]", text) if words(part)]


def ari(text: str) -> float:
    """The automated readability index of a text with at least one word."""
    found = words(text)
    letters = sum(_letters(word) for word in found)
    return 4.71 * letters / len(found) + 0.5 * len(found) / sentences(text) - 21.43


def lix(text: str) -> float:
    """The readability index of Björnsson of a text with at least one word."""
    found = words(text)
    long = sum(_letters(word) > 6 for word in found)
    return len(found) / sentences(text) + 100 * long / len(found)


def _letters(word: str) -> int:
    return len(re.sub(r"[^\w]", "", word))


@dataclass(frozen=True)
class HardToRead:
    """What makes a text hard: the age it reads like, its longest sentence in words, and its longest words."""

    age: int
    longest: int
    long_words: tuple[str, ...]


def hard_to_read(text: str) -> HardToRead | None:
    """What makes it hard for a young person, or None when it is easy enough or too short to tell."""
    found = words(text)
    if len(found) < TOO_SHORT_TO_SCORE or (ari(text) <= WORTH_A_WORD_ARI and lix(text) <= WORTH_A_WORD_LIX):
        return None
    age = max(round(ari(text)), round((lix(text) - HARDEST_LIX) / 5 + HARDEST_ARI)) + AGE_AT_ARI_ONE - 1
    long_words = sorted({word for word in found if _letters(word) >= LONG_WORD}, key=lambda word: (-len(word), word))
    return HardToRead(age, max(len(words(each)) for each in _sentences(text)), tuple(long_words[:MOST_SHOWN]))
