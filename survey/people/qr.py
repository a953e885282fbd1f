"""A square code as one SVG path: drawn by the server, inside the page, so that no image is fetched."""

from dataclasses import dataclass

import segno

BORDER = 4  # modules of quiet around it, as the standard asks


@dataclass(frozen=True)
class QrCode:
    """The `d` of a path whose stroke is one module wide, and the width of the whole with its border."""

    path: str
    modules: int


def qr_code(text: str) -> QrCode:
    """The code for `text`, with medium error correction: it is read from a screen by a phone."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=BORDER)]
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return QrCode(path, len(rows))


def _runs(row: bytes, y: int) -> str:
    """The dark stretches of one row."""
    drawn, x = [], 0
    while x < len(row):
        length = 1
        while x + length < len(row) and row[x + length] == row[x]:
            length += 1
        if row[x]:
            drawn.append(f"M{x} {y}.5h{length}")
        x += length
    return "".join(drawn)
