"""Build hook: compiles catalogues and builds the one stylesheet, so that a wheel and a checkout both serve pages."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own parameter, of no use here
    """Run by hatchling before an editable install and before a wheel; an sdist carries sources only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        for catalogue in sorted((root / "translations").rglob("*.po")):
            compile_catalogue(catalogue)
        build_stylesheet(root)


def compile_catalogue(catalogue: Path) -> None:
    """messages.po becomes messages.mo beside it."""
    with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as compiled:
        mofile.write_mo(compiled, pofile.read_po(source))


def build_stylesheet(root: Path) -> None:
    """Only the stylesheet of today: earlier ones go."""
    sheet = _module(root / "survey" / "stylesheet.py")
    folder = root / "survey" / "static" / "build"
    shutil.rmtree(folder, ignore_errors=True)
    sheet.built(sheet.stylesheet(), folder)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
