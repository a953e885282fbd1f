"""Files that are put together from parts and served for ever: named by what is in them, with a gzipped twin beside."""

import gzip
import hashlib
import os
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FOLDER = STATIC / "build"


def built(body: bytes, folder: Path, name: str) -> Path:
    """The file that holds `body`: written when missing, safe beside another process. `name`: page.css."""
    stem, _dot, ending = name.rpartition(".")
    path = folder / f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{ending}"
    for file, content in ((path.with_name(path.name + ".gz"), gzip.compress(body, 9, mtime=0)), (path, body)):
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_name(f"{file.name}.{os.getpid()}")
            unfinished.write_bytes(content)
            unfinished.replace(file)
    return path


def address(body: bytes, name: str) -> str:
    """Where pages find it. Built at install (hatch_build.py), or here when a part has changed since."""
    return f"/static/build/{built(body, FOLDER, name).name}"
