"""How people describe themselves, in rows that are fixed before anybody is counted. Their own words are never shown.

The rows of ethnicity are the five broad groups of the England and Wales census of 2021, which areas are published by,
and two more: words that are in no list, and nothing said. The lists are ours: nobody is asked to fit them.
"""

NOT_SAID = "not_said"
ANOTHER = "another"
GENDERS = ("girl", "boy", ANOTHER, NOT_SAID)
ETHNICITIES = ("asian", "black", "mixed", "white", "other", ANOTHER, NOT_SAID)

_GIRL = frozenset({"girl", "young woman", "woman", "female", "f", "girl or young woman"})
_BOY = frozenset({"boy", "young man", "man", "male", "m", "boy or young man"})
_UNSAID = frozenset({"", "not said", "not_said", "prefer not to say", "prefer_not_to_say", "-94", "-99"})

# a row, and the words it is found by: the first that matches, so a mix of two is looked for first
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("other", frozenset({"arab", "kurdish", "iranian", "any other ethnic group"})),
    ("asian", frozenset({"asian", "pakistani", "bangladeshi", "indian", "chinese", "sri lankan", "filipino", "tamil"})),
    ("black", frozenset({"black", "african", "caribbean", "somali", "nigerian", "ghanaian", "eritrean", "sudanese"})),
    (
        "white",
        frozenset(
            {"white", "british", "english", "welsh", "scottish", "irish", "polish", "romanian", "ukrainian", "roma"}
            | {"traveller", "gypsy", "european"}
        ),
    ),
)
_TIES = frozenset({"british", "english", "welsh", "scottish"})  # a nation that says nothing of another word beside it


def gender_row(said: object) -> str:
    """The row for what a young person said about their gender, in their own words."""
    words = _plain(said)
    if words in _UNSAID:
        return NOT_SAID
    return "girl" if words in _GIRL else "boy" if words in _BOY else ANOTHER


def ethnicity_row(said: object) -> str:
    """The row for what a young person said about their ethnicity: two groups in one answer, or `mixed`, is mixed."""
    words = _plain(said)
    if words in _UNSAID:
        return NOT_SAID
    found = _found(words)
    if "mixed" in words.split() or len(found) > 1:
        return "mixed"
    return found[0] if found else ANOTHER


def _found(words: str) -> list[str]:
    parts = frozenset(words.split())
    strong = [row for row, names in _GROUPS if _names(words, parts, names - _TIES)]
    return strong or [row for row, names in _GROUPS if _names(words, parts, names)]


def _names(words: str, parts: frozenset[str], names: frozenset[str]) -> bool:
    return bool(parts & names) or any(" " in name and name in words for name in names)


def _plain(said: object) -> str:
    kept = "".join(sign if sign.isalnum() or sign in "_-" else " " for sign in str(said if said is not None else ""))
    return " ".join(kept.lower().split())
