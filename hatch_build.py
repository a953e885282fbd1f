"""Build hook: compiles catalogues, builds the stylesheet and the scripts: a wheel and a checkout both serve pages."""

import shutil
import sys
from pathlib import Path
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
        build_static(root)


def compile_catalogue(catalogue: Path) -> None:
    """messages.po becomes messages.mo beside it."""
    with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as compiled:
        mofile.write_mo(compiled, pofile.read_po(source))


def build_static(root: Path) -> None:
    """Only the stylesheet and the scripts of today: earlier ones go."""
    shutil.rmtree(root / "survey" / "static" / "build", ignore_errors=True)
    sys.path.insert(0, str(root))
    try:
        from survey import script, stylesheet
    finally:
        sys.path.remove(str(root))
    stylesheet.stylesheet_url(), stylesheet.releases_url()
    script.script_urls()
