"""The one stylesheet: parts by feature in static/css, joined, tightened, and named by what is in it."""

import gzip
import hashlib
import os
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
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


def built(body: bytes, folder: Path) -> Path:
    """The file that holds `body`, with its gzipped twin: written when missing, safe beside another process."""
    path = folder / f"page.{hashlib.sha256(body).hexdigest()[:12]}.css"
    for file, content in ((path.with_name(path.name + ".gz"), gzip.compress(body, 9, mtime=0)), (path, body)):
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_name(f"{file.name}.{os.getpid()}")
            unfinished.write_bytes(content)
            unfinished.replace(file)
    return path


@cache
def stylesheet_url() -> str:
    """Where pages find it. Built at install (hatch_build.py), or here when a part has changed since."""
    return f"/static/build/{built(stylesheet(), STATIC / 'build').name}"
