"""The one stylesheet: parts by feature in static/css, joined, tightened, and named by what is in it."""

import re
from functools import cache

from survey.built import STATIC, address

PARTS = ("tokens", "page", "buttons", "questions", "fields", "records", "figures", "desk", "media")


def tightened(css: str) -> str:
    """The same rules without comments and needless space. Enough for CSS we write ourselves: no braces in strings."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


def stylesheet() -> bytes:
    """The parts, in order, as they are sent."""
    parts = ((STATIC / "css" / f"{part}.css").read_text("utf-8") for part in PARTS)
    return tightened("\n".join(parts)).encode()


@cache
def stylesheet_url() -> str:
    """Where staff pages find it."""
    return address(stylesheet(), "page.css")
