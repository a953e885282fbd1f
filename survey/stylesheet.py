"""The one stylesheet: parts by feature in static/css, joined and tightened.

People's pages carry it inside: a page is drawn from one answer, on one bar of signal, and asks for nothing more. Their
policy allows exactly these rules, by their hash. Staff pages link it as a file named by what is in it.
"""

import base64
import hashlib
import re
from functools import cache

from survey.built import STATIC, address

PARTS = (
    *("tokens", "page", "buttons", "words", "questions", "fields", "types"),
    *("records", "figures", "desk", "media", "paper"),
)
RECORDS = ("figures", "records", "paper")  # on their way to and from questions are no charts, no records, no sheets
NOT_INSIDE = {"own": ("desk",), "questions": ("desk", *RECORDS)}


def tightened(css: str) -> str:
    """The same rules without comments and needless space. Enough for CSS we write ourselves: no braces in strings."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


def stylesheet(without: tuple[str, ...] = ()) -> bytes:
    """The parts, in order, as they are sent."""
    parts = ((STATIC / "css" / f"{part}.css").read_text("utf-8") for part in PARTS if part not in without)
    return tightened("\n".join(parts)).encode()


@cache
def inside() -> dict[str, str]:
    """The rules as they stand in a page, for each bundle of scripts (survey/script.py)."""
    return {bundle: f"<style>{stylesheet(without).decode()}</style>" for bundle, without in NOT_INSIDE.items()}


@cache
def sources() -> str:
    """These rules and no others, for a content policy."""
    hashes = (hashlib.sha256(stylesheet(without)).digest() for without in NOT_INSIDE.values())
    return " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)


@cache
def stylesheet_url() -> str:
    """Where staff pages find it."""
    return address(stylesheet(), "page.css")


ALONE = ("releases",)  # beside the one stylesheet: charts and paper of the commissioner's pages, on no phone of theirs


@cache
def releases_url() -> str:
    """Where the pages of releases find what they need more."""
    return address(tightened((STATIC / "css" / "releases.css").read_text("utf-8")).encode(), "releases.css")
