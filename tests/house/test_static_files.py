"""What is built from parts: named by what is in it, light, and each script a function that keeps to itself."""

import re

import pytest

from survey import script
from survey.built import built
from tests.house.checkout import ROOT

PARTS = sorted((ROOT / "survey" / "static" / "js" / "parts").glob("*.js"))


def test_a_built_file_is_named_by_what_is_in_it(tmp_path):
    one, other = built(b"a{}", tmp_path, "page.css"), built(b"b{}", tmp_path, "page.css")
    assert one.name != other.name
    assert one.read_bytes() == b"a{}"
    assert built(b"a{}", tmp_path, "page.css") == one
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".css", ".css", ".gz", ".gz"]


def test_every_part_is_in_a_bundle_and_a_bundle_is_named_by_its_parts(monkeypatch):
    joined = {part for parts in script.BUNDLES.values() for part in parts}
    assert joined == {path.stem for path in PARTS}
    monkeypatch.setitem(script.BUNDLES, "own", ("not-there",))
    with pytest.raises(FileNotFoundError):
        script.script("own")


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.stem)
def test_a_part_is_one_strict_function_without_words(part):
    code = re.sub(r"^\s*(//.*|/\*.*?\*/)\s*", "", part.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert re.match(r'\(\(?(?:function \(\)|\(?\)) ?(?:=> )?\{\s*"use strict";', code), "not one strict function"
    assert code.rstrip().endswith(";")
    said = [text for text in re.findall(r'"([^"\n]*)"', code) if re.search(r"[a-z]+ [a-z]+ [a-z]+", text)]
    assert not said, "words belong in the page, where they are translated"
