"""The scripts of people's pages: parts by feature in static/js/parts, joined into bundles named by what is in them.

Every page works without them. A part is one strict function of its own, holds no words, and does nothing in a browser
that lacks what it needs. What keeps someone safe stands in the head of each page, allowed by its hash alone; it fetches
the one bundle that the page names, once the page is painted.
"""

import base64
import hashlib
from functools import cache

from rjsmin import jsmin

from survey.built import STATIC, address
from survey.shortened import shortened

PARTS = STATIC / "js" / "parts"
BUNDLES: dict[str, tuple[str, ...]] = {
    "inside": ("leave", "rest"),  # in the page itself
    "own": ("listen",),
    "questions": ("listen", "outbox", "next"),
    "shared": ("shared",),  # beside another, on a screen that others use too
}


def script(bundle: str) -> bytes:
    """The parts of a bundle, in order, as they are sent. :raise FileNotFoundError: for a part that is not there."""
    parts = (str(jsmin((PARTS / f"{part}.js").read_text("utf-8"))).strip() for part in BUNDLES[bundle])
    return "\n".join(shortened(part) for part in parts).encode()


@cache
def worker_script() -> bytes:
    """The worker of one sitting: the outbox, and what it does without signal. Served at that sitting's own address."""
    parts = (PARTS / "outbox.js", STATIC / "js" / "sitting-worker.js")
    return "\n".join(str(jsmin(part.read_text("utf-8"))).strip() for part in parts).encode()


@cache
def script_urls() -> dict[str, str]:
    """Where pages find each bundle that they fetch."""
    return {bundle: address(script(bundle), f"{bundle}.js") for bundle in BUNDLES if bundle != "inside"}


@cache
def inside() -> dict[str, str]:
    """What stands in the head of each page, for each bundle that it fetches later."""
    code = script("inside").decode()
    return {name: f'<script data-rest="{at}">{code}</script>' for name, at in script_urls().items()}


@cache
def source() -> str:
    """That script and no other inside a page, for a content policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script('inside')).digest()).decode()}'"
