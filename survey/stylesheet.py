"""The one stylesheet: parts by feature in static/css, joined and tightened.

People's pages carry it inside: a page is drawn from one answer, on one bar of signal, and asks for nothing more. Their
policy allows exactly these rules, by their hash. Staff pages link it as a file named by what is in it.
"""

import base64
import hashlib
import re
from functools import cache

from survey.built import STATIC, address

PARTS = ("tokens", "page", "buttons", "questions", "fields", "types", "records", "figures", "desk", "media")


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
def inside() -> str:
    """The rules as they stand in a page."""
    return f"<style>{stylesheet().decode()}</style>"


@cache
def source() -> str:
    """These rules and no others, for a content policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(stylesheet()).digest()).decode()}'"


@cache
def stylesheet_url() -> str:
    """Where staff pages find it."""
    return address(stylesheet(), "page.css")
