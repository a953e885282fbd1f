"""The words of a finished page as they are read: what we say ourselves, block by block, in the order of the page.

What a person typed (bubbles, entries, anything of unknown direction) is theirs and is not measured.
"""

from html.parser import HTMLParser

from tests.house.readability import HARDEST_ARI, HARDEST_LIX, ari, lix, words

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOT_READ = {"head", "script", "style", "svg", "template", "header", "footer", "progress", "textarea"}
THEIRS = {"so-say", "so-entry__text", "so-words", "so-code"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "em", "i", "q", "s", "small", "span", "strong", "time"}


class Blocks(HTMLParser):
    """Collects `blocks`: the text of each paragraph, heading, label, button or row of a page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open: list[tuple[str, bool]] = []  # each tag, and whether it is left out
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        if tag not in INLINE or {"so-tap", "govuk-button"} & classes:
            self._end_of_block()
        theirs = given.get("dir") == "auto" or bool(THEIRS & classes) or tag == "blockquote"
        if tag not in VOID:
            self._open.append((tag, theirs or tag in NOT_READ or "hidden" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._end_of_block()
        if any(each == tag for each, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out in self._open):
            self._text.append(data)

    def _end_of_block(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if text:
            self.blocks.append(text)


def blocks(html: str) -> list[str]:
    """Every block of words on a page that we wrote."""
    found = Blocks()
    found.feed(html)
    found.close()
    return found.blocks


LONG = 12  # words: a paragraph, of which one long name makes no hard one
HARDEST_PARAGRAPH = HARDEST_ARI + 2, HARDEST_LIX + 5


def too_hard_to_read(html: str, *, quotes: bool = False) -> list[str]:
    """Why a page is too hard for a nine-year-old: all its words together, then each paragraph; nothing when it is not.

    `quotes`: it holds words of laws and guidance, which are not ours to make easier; only the whole is measured.
    """
    said = [text if text[-1] in ".?!:" else f"{text}." for text in blocks(html) if words(text)]
    whole = " ".join(said)
    found = [] if not words(whole) else _over(whole, HARDEST_ARI, HARDEST_LIX, "The page")
    for text in () if quotes else said:
        found += _over(text, *HARDEST_PARAGRAPH, text) if len(words(text)) >= LONG else []
    return found


def _over(text: str, most_ari: float, most_lix: float, name: str) -> list[str]:
    hard = ari(text), lix(text)
    return [f"{name}: ARI {hard[0]:.1f}, LIX {hard[1]:.0f}"] if hard[0] > most_ari or hard[1] > most_lix else []
