"""Puts the words of questionnaires into the translators' catalogue: Babel calls this on library files (babel.toml)."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

from survey.questionnaires.definition_file import texts

Message = tuple[int, None, str, list[str]]  # line, no function, the text, notes for the translator


def extract(
    fileobj: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Message]:
    """Every text that someone answering reads, each once, and a note on where it stands. Babel names the arguments."""
    data = tomllib.loads(fileobj.read().decode("utf-8"))
    for text in dict.fromkeys(texts(data)):
        yield 1, None, text, [f"In the questionnaire “{data['title']}”."]
