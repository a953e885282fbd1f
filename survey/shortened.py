"""Shorter names for what a script of ours names for itself, so that a phone has less to fetch. Pure.

A part is one function, so no name of its own is seen outside it. Each name gets one short name throughout the part:
two of the same name stay two of the same name, so it need not know where each is seen. What stands after a dot, a key,
and what is in quotes is left alone. Template strings are refused: there is code in them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<pattern>(?:(?<=[=(,:!&|?{};\[>\n])|(?<=return)|^)/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/[a-z]*)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<mark>\s+|.)"""
)
DECLARES = {"const", "let", "var"}
WORDS = set(
    re.findall(
        r"\w+",
        """
    async await break case catch class const continue default delete do else export extends false finally for from
    function get if import in instanceof let new null of return set static super switch this throw true try typeof
    undefined var void while with yield arguments eval""",
    )
)
THE_BROWSERS = set(
    re.findall(
        r"\w+",
        """
    Array Blob Boolean Cache Date Error JSON Map Math Number Object Promise Reflect Request Response Set String URL
    URLSearchParams caches clients close closed crypto document event external fetch find focus frames history
    indexedDB length localStorage location name navigator open opener origin parent performance print registration
    screen scroll scrollTo self sessionStorage status stop top window""",
    )
)  # here its own, there perhaps the browser's


def shortened(script: str) -> str:
    """The same script with short names of its own. :raise ValueError: for a template string."""
    if "`" in script:
        raise ValueError("A part has no template strings: names in them cannot be followed.")
    tokens = [(found.lastgroup or "", found[0]) for found in TOKEN.finditer(script)]
    places = [at for at, (kind, text) in enumerate(tokens) if not text.isspace()]
    said = [tokens[at] for at in places]
    inside = list(_inside(said))
    kept = WORDS | THE_BROWSERS | {text for at, (_kind, text) in enumerate(said) if _is_both(said, inside, at)}
    used = Counter(text for at, (kind, text) in enumerate(said) if kind == "name" and _is_ours(said, inside, at))
    own = [name for name, _times in used.most_common() if name in set(_declared(said)) - kept and len(name) > 1]
    taken = {text for kind, text in said if kind == "name"} - set(own) | WORDS
    short = dict(zip(own, (name for name in _names() if name not in taken), strict=False))
    for at, place in enumerate(places):
        kind, text = said[at]
        if kind == "name" and text in short and _is_ours(said, inside, at):
            tokens[place] = (kind, short[text])
    return "".join(text for _kind, text in tokens)


Tokens = Sequence[tuple[str, str]]


def _text(said: Tokens, at: int) -> str:
    return said[at][1] if 0 <= at < len(said) else ""


def _inside(said: Tokens) -> Iterator[str]:
    """For each token the bracket that it stands in."""
    open_ones = [""]
    for kind, text in said:
        if kind == "mark" and text in ")]}":
            open_ones.pop()
        yield open_ones[-1]
        if kind == "mark" and text in "([{":
            open_ones.append(text)


def _is_ours(said: Tokens, inside: Sequence[str], at: int) -> bool:
    """Whether this name is a variable's: not what follows a dot, and not a key."""
    before, after = _text(said, at - 1), _text(said, at + 1)
    is_spread = before == "." and _text(said, at - 2) == "."
    return (before != "." or is_spread) and not (after == ":" and before in ("{", ",") and inside[at] == "{")


def _is_both(said: Tokens, inside: Sequence[str], at: int) -> bool:
    """Whether this may be a variable and a key at once: `{ name }`."""
    before, after = _text(said, at - 1), _text(said, at + 1)
    return said[at][0] == "name" and inside[at] == "{" and before in ("{", ",") and after in (",", "}")


def _declared(said: Tokens) -> Iterator[str]:
    """Every name that is declared: by const, let and var, as a function, as what it takes, by catch."""
    deep, lists = 0, list[int]()
    for at, (kind, text) in enumerate(said):
        before = _text(said, at - 1)
        if kind == "name" and (before in DECLARES or before == "function" or (before == "," and deep in lists)):
            yield text
        if text in DECLARES:
            lists.append(deep)
        elif text == ";" or text in ("of", "in"):
            lists = [each for each in lists if each != deep]
        elif kind == "mark" and text in "([{":
            deep += 1
            if text == "(" and (before in ("function", "catch") or _text(said, at - 2) == "function"):
                yield from _taken_in(said, at + 1)
        elif kind == "mark" and text in ")]}":
            deep -= 1
            lists = [each for each in lists if each <= deep]


def _taken_in(said: Tokens, at: int) -> Iterator[str]:
    while at < len(said) and said[at][1] != ")":
        if said[at][0] == "name":
            yield said[at][1]
        at += 1


def _names() -> Iterator[str]:
    """a … z, A … Z, then a0, b0 …"""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from letters
    for number in count():
        yield from (f"{letter}{number}" for letter in letters)
