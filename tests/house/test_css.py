"""The stylesheet: the same in either direction, enough contrast in every theme, colours named once, small."""

import gzip
import re

import pytest

from survey import stylesheet
from tests.house.checkout import ROOT

CSS = ROOT / "survey" / "static" / "css"
TEXT, SHAPE = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
TEXT_ON = {
    "paper": ("ink", "soft", "brand", "err"),
    "dawn": ("ink", "soft", "brand"),
    "card": ("ink", "soft", "brand", "deep", "err"),
    "wash": ("ink", "deep"),
    "brand": ("on-brand",),
    "deep": ("on-brand",),
    "voice": ("ink", "voice-ink", "brand"),
    "plum-wash": ("ink", "soft", "plum", "brand"),
    "err-wash": ("ink", "err"),
    "ink": ("paper",),
}
SHAPES_ON = {"paper": ("edge",), "card": ("edge", "c1", "c3", "c4"), "wash": ("brand",)}
NAMED = ("tokens.css", "figures.css", "desk.css")  # in this order; pages of questions carry the first alone
SIDES = {"own": ":root", "staff": "[data-side=staff]", "family": "[data-side=family]"}


def rules() -> str:
    return re.sub(r"/\*.*?\*/", "", "\n".join(p.read_text("utf-8") for p in sorted(CSS.glob("*.css"))), flags=re.DOTALL)


def tokens(side: str, dark: bool) -> dict[str, str]:
    """The colours in force: the light :root's, the side's, then in the dark the dark :root's and the dark side's."""
    found: dict[str, str] = {}
    for by_night in (False, True) if dark else (False,):
        block = "".join(named(part, by_night) for part in NAMED)
        for selector in (":root", SIDES[side]):
            for body in re.findall(re.escape(selector) + r"\s*\{(.*?)\}", block, flags=re.DOTALL):
                found |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))
    return {token: found[value[6:-1]] if value.startswith("var(--") else value for token, value in found.items()}


def named(part: str, by_night: bool) -> str:
    """What one file says of its colours: by day, or what takes its place in the dark."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / part).read_text("utf-8"), flags=re.DOTALL)
    night = re.compile(r"@media \(prefers-color-scheme: dark\)\s*(\{(?:[^{}]|\{[^{}]*\})*\})")
    return "".join(night.findall(text)) if by_night else night.sub("", text)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_can_be_told_from_its_ground(side, dark):
    colours = tokens(side, dark)
    weak = [
        f"{shown} on {ground}: {contrast(colours[shown], colours[ground]):.2f}"
        for pairs, enough in ((TEXT_ON, TEXT), (SHAPES_ON, SHAPE))
        for ground, on_it in pairs.items()
        for shown in on_it
        if contrast(colours[shown], colours[ground]) < enough
    ]
    assert not weak


def test_the_contrast_sum_is_the_one_everyone_uses():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_nothing_says_left_or_right():
    said = re.sub(r"@media[^{]*", "", rules())
    assert not re.findall(r"\b(left|right)\b", said)
    assert not re.findall(r"(?<![-\w])(?:margin|padding|border)-(?:top|bottom)\b", said)
    assert not re.findall(r"(?<![-\w])(?:(?:min|max)-)?(?:width|height)\s*:", said)


def test_colours_are_named_in_one_place():
    allowed = {
        "#0000",
        "#15302f",
        "#fff",
    }  # see-through edges; the ink of the skip link on its own halo; the ground of a QR code
    own = {f"{alone}.css" for alone in stylesheet.ALONE} | {*NAMED} - {"tokens.css"}  # colours stand in tokens alone
    for part in CSS.glob("*.css"):
        text = part.read_text("utf-8")
        if part.name in own:
            elsewhere = set(re.findall(r"^(?!.*--).*(#[0-9a-f]{3,8}\b)", text, flags=re.MULTILINE))
            assert elsewhere <= allowed, part.name
        elif part.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,8}\b", text)) <= allowed, part.name


def test_own_history_is_private_and_nothing_comes_from_elsewhere():
    for banned in (":visited", "@import", "url(", "@font-face", "!important", "text-transform", "font-style: italic"):
        assert banned not in rules(), banned


def test_old_phones_can_read_the_core():
    for too_new in (":has(", "light-dark(", "@container", "@layer", "&"):
        assert too_new not in rules(), too_new


def test_every_part_is_joined_and_the_whole_is_small():
    assert {part.stem for part in CSS.glob("*.css")} == {*stylesheet.PARTS, *stylesheet.ALONE}
    assert len(gzip.compress(stylesheet.stylesheet(), 9)) <= 4_608


def test_tightening_keeps_every_rule():
    assert stylesheet.tightened(
        "a { color: red; } /* b */\n@media (min-width: 4em) { a > b + c:hover { margin: 0 1px; } }"
    ) == ("a{color:red}@media (min-width: 4em){a>b + c:hover{margin:0 1px}}")
