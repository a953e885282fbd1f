"""The shelf: every questionnaire that can be asked here. Those that ship, and those of an installation's own folder.

Files are named for reading only; `id` and `version` inside decide. A version that was ever asked stays on the shelf.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from survey.errors import NotThere
from survey.questionnaires.definition import DefinitionWrong, Questionnaire
from survey.questionnaires.definition_file import questionnaire_from_toml
from survey.questionnaires.pack import Pack, is_pack, pack_from_toml, worded
from survey.questionnaires.translation import Translation, in_language, problems_of, translation_from_toml

LIBRARY = Path(__file__).parent / "library"
Key = tuple[str, int]


@dataclass(frozen=True)
class Shelf:
    """Questionnaires and licensed packs, by id and version."""

    questionnaires: MappingProxyType[Key, Questionnaire]
    packs: MappingProxyType[Key, Pack]
    translations: MappingProxyType[tuple[str, int, str], Translation]

    def the(self, questionnaire: str, version: int) -> Questionnaire:
        """This version, as defined. :raise NotThere: when it is not here."""
        try:
            return self.questionnaires[questionnaire, version]
        except KeyError:
            raise NotThere(f"There is no questionnaire {questionnaire}, version {version}, here.") from None

    def said(self, questionnaire: str, version: int, language: str) -> Questionnaire:
        """This version in a language, without the words of a pack: to show what was asked. :raise NotThere:"""
        return in_language(self.the(questionnaire, version), self.translations, language)

    def latest(self, questionnaire: str) -> Questionnaire:
        """The newest version. :raise NotThere: when there is none."""
        versions = [version for name, version in self.questionnaires if name == questionnaire]
        return self.the(questionnaire, max(versions, default=0))

    def worded(self, key: Key, language: str, today: date) -> Questionnaire:
        """This version with the words it may show today in a language. :raise NoLicence: see pack.worded."""
        asked = in_language(self.the(*key), self.translations, language)
        return worded(asked, self.packs.get(key), language, today)


@cache
def shelf(packs_dir: str = "") -> Shelf:
    """What is on the shelf, read once. `packs_dir`: SAYSO_PACKS_DIR, or empty. :raise DefinitionWrong:"""
    own = sorted(Path(packs_dir).glob("*.toml")) if packs_dir else []
    found: dict[Key, Questionnaire] = {}
    packs: dict[Key, Pack] = {}

    def find(questionnaire: str, version: int) -> Questionnaire:
        return found[questionnaire, version]

    for path, text in _simple_ones_first([*sorted(LIBRARY.glob("*.toml")), *own]):
        if is_pack(text):
            pack = pack_from_toml(text, path.name)
            packs[pack.questionnaire, pack.version] = pack
            continue
        made = questionnaire_from_toml(text, path.name, find)
        if made.key in found:
            raise DefinitionWrong(path.name, [f"{made.id}, version {made.version}, is already defined."])
        found[made.key] = made
    folders = [LIBRARY, Path(packs_dir)] if packs_dir else [LIBRARY]
    translations = {each.key: each for folder in folders for each in _translations(folder, found)}
    return Shelf(MappingProxyType(found), MappingProxyType(packs), MappingProxyType(translations))


def _translations(folder: Path, asked: dict[Key, Questionnaire]) -> Iterator[Translation]:
    """What stands in the folder of each language. :raise DefinitionWrong:"""
    for path in sorted(folder.glob("*/*.toml")):
        found = translation_from_toml(path.read_text("utf-8"), f"{path.parent.name}/{path.name}")
        of = asked.get((found.questionnaire, found.version))
        problems = problems_of(found, of) if of else ["There is no such questionnaire."]
        if problems:
            raise DefinitionWrong(f"{path.parent.name}/{path.name}", problems)
        yield found


def _simple_ones_first(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each file and its text; those that take in others after all that do not."""
    texts: list[tuple[Path, str]] = [(path, path.read_text("utf-8")) for path in paths]

    def takes_in(each: tuple[Any, str]) -> bool:
        return "takes_in" in each[1]

    yield from sorted(texts, key=takes_in)
