"""The scripts of people's pages: parts by feature in static/js/parts, joined into bundles named by what is in them.

Every page works without them. A part is one strict function of its own, holds no words, and does nothing in a browser
that lacks what it needs. No page asks for more than one bundle.
"""

from functools import cache

from rjsmin import jsmin

from survey.built import STATIC, address
from survey.shortened import shortened

PARTS = STATIC / "js" / "parts"
EVERY_PAGE: tuple[str, ...] = ("leave", "listen")
BUNDLES: dict[str, tuple[str, ...]] = {
    "own": EVERY_PAGE,
    "questions": (*EVERY_PAGE, "outbox", "next"),
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
    """Where pages find each bundle; a bundle without parts has no address and needs no tag."""
    return {bundle: address(script(bundle), f"{bundle}.js") for bundle, parts in BUNDLES.items() if parts}
