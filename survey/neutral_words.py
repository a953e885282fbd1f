"""Words that a lock screen may show: none that would tell whoever looks over a shoulder whose message it is. Pure."""

import re

OUR_NAME = "sayso"
SHORTEST_TELLING = 4  # letters: "of" and "the" tell nothing
TELLS_NOTHING = frozenset({"from", "with", "limited", "letters", "message", "messages", "reminder", "reminders"})
TOPICS = ("survey", "wellbeing", "council", "youth", "social", "safeguard", "family", "children", "camhs", "mental")


def says_who_we_are(words: str, controller: str) -> str:
    """The first word in there that names us, who answers for the data, or what it is about; empty when none does."""
    plain = words.casefold()
    names = [each for each in re.findall(r"\w+", controller.casefold()) if len(each) >= SHORTEST_TELLING]
    telling = (OUR_NAME, *TOPICS, *(each for each in names if each not in TELLS_NOTHING))
    return next((each for each in telling if each in plain), "")
