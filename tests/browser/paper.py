"""What can be read on a printed page: the words of a PDF, by the tables that say which glyph is which letter."""

import re
import zlib

BROWSERS_OWN = {"display_header_footer": True, "margin": {"top": "15mm", "bottom": "15mm"}}  # as people print


def words_on(pdf: bytes) -> str:
    """All its text, read with each of its fonts: what is there is among it, however it was set."""
    streams = [_opened(each) for each in re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.DOTALL)]
    fonts = [_letters(each) for each in streams if b"beginbf" in each]
    lines = [[int(glyph, 16) for glyph in re.findall(rb"<([0-9A-Fa-f]{4})> Tj", each)] for each in streams]
    return "\n".join("".join(font.get(glyph, "?") for glyph in line) for line in lines if line for font in fonts)


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return b""


def _letters(table: bytes) -> dict[int, str]:
    """A font's glyphs, by number, as letters."""
    found: dict[int, str] = {}
    for first, last, letter in re.findall(rb"<(\w+)> <(\w+)> <(\w{4})", table):
        found |= {n: chr(int(letter, 16) + n - int(first, 16)) for n in range(int(first, 16), int(last, 16) + 1)}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, flags=re.DOTALL):
        found |= {int(glyph, 16): chr(int(letter, 16)) for glyph, letter in re.findall(rb"<(\w+)> <(\w{4})", block)}
    return found
