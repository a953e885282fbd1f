"""What is built from parts: named by what is in it, light, and each script a function that keeps to itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from survey import script, stylesheet
from survey.built import STATIC, built
from survey.shortened import shortened
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


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("function f(){const first=1;return first+first}", "function f(){const a=1;return a+a}"),
        ("function f(one,two){return two.one(one)}", "function f(a,b){return b.one(a)}"),
        ("const kept={first:1};let first=kept.first;", "const a={first:1};let b=a.first;"),
        ("const first=2,all=[...first];", "const a=2,b=[...a];"),
        ("const first=2,both={first,other:3};", "const first=2,a={first,other:3};"),  # a variable and a key at once
        ("const first=x?first:y;", "const a=x?a:y;"),
        ("const radio=each=>/radio|box/.test(radio);", "const a=each=>/radio|box/.test(a);"),
        ('const first="first";', 'const a="first";'),
        ("try{x()}catch(wrong){y(wrong)}", "try{x()}catch(a){y(a)}"),
        ("for(const each of list)show(each);", "for(const a of list)show(a);"),
        ("let name=1;const top=name;", "let name=1;const top=name;"),  # the browser has these too
        ("const f=function(){};const long=1,g=long;", "const f=function(){};const a=1,g=a;"),
    ],
)
def test_names_of_its_own_are_shortened_and_nothing_else(given, short):
    assert shortened(given) == short


def test_a_template_string_is_refused():
    with pytest.raises(ValueError, match="template"):
        shortened("const a=`${first}`;")


@pytest.mark.parametrize("bundle", script.BUNDLES)
def test_a_bundle_can_be_read_and_is_smaller(bundle, tmp_path):
    made = script.script(bundle)
    assert len(made) < sum(len((script.PARTS / f"{part}.js").read_bytes()) for part in script.BUNDLES[bundle])
    if node := shutil.which("node"):  # a browser reads it in tests/browser as well
        (tmp_path / "made.js").write_bytes(made)
        subprocess.run([node, "--check", str(tmp_path / "made.js")], check=True, capture_output=True)


CLASS = re.compile(r"\b(?:so|govuk)-[\w-]*\w")
LEADS = re.compile(r"""(?:extends|include|from|import) ["']([\w/]+\.html)["']""")
TEMPLATES = ROOT / "templates"
KINDS = ("scale", "ranking", "number", "date", "fields", "easy", "symbols", "listen", "asked", "radios", "several")


def test_pages_around_questions_leave_out_only_rules_that_they_do_not_use():
    """They carry their rules inside, so each byte counts; what they name, with all that they include, has its rules."""
    files = {path for path in TEMPLATES.rglob("*.html") if "set bundle = 'questions'" in path.read_text("utf-8")}
    files |= {TEMPLATES / "components" / f"{kind}.html" for kind in KINDS}  # drawn by their classes
    found: set[Path] = set()
    while files - found:
        path = (files - found).pop()
        found.add(path)
        files |= {TEMPLATES / each for each in LEADS.findall(path.read_text("utf-8"))}
    named = {each for path in found for each in CLASS.findall(path.read_text("utf-8"))}
    left_out = "".join(
        (STATIC / "css" / f"{part}.css").read_text("utf-8") for part in stylesheet.NOT_INSIDE["questions"]
    )
    without = set(CLASS.findall(left_out)) - set(CLASS.findall(stylesheet.inside()["questions"]))
    assert "so-say" in named
    assert not named & without
