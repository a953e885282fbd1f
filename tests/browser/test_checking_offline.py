"""verify.html in a real browser with no network: the vectors and changed bits that Python is held to, and in use."""

import random
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from survey.ledger import opening
from tests.browser.conftest import SMALL
from tests.browser.pages import faults
from tests.survey.ledger import mutants
from tests.survey.ledger.evidence import History
from tests.survey.ledger.vectors import growths, inclusions

SAMPLE, WITHOUT_WEBCRYPTO = 1500, 100
HISTORY = History(7)
CASES = mutants.cases(HISTORY, range(7))
UNCHANGED = [(which, -1, 0) for which in range(len(CASES))]
BYTES = "text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))"
VECTORS = f"""async ([own, inclusions, growths]) => {{
  const bytes = {BYTES}, all = path => path.map(bytes), found = [[], []]
  verifier.useOwn(own)
  for (const [leaf, place, size, path, root] of inclusions) {{
    found[0].push(await verifier.isIncluded(bytes(leaf), place, size, all(path), bytes(root)))
  }}
  for (const [old, was, size, is, path] of growths) {{
    found[1].push(await verifier.isGrown(old, bytes(was), size, bytes(is), all(path)))
  }}
  return found
}}"""


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    asked: list[str] = []
    page = mutants.open_page(chromium)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    yield page
    page.close()
    assert set(asked) <= {mutants.PAGE.as_uri()}


def sent(hashes: tuple[bytes, ...]) -> list[str]:
    return [b64encode(each).decode() for each in hashes]


@pytest.mark.parametrize("own", [False, True], ids=["webcrypto", "without"])
def test_it_says_of_every_vector_what_python_says(page, own) -> None:
    of_leaves = [
        (*sent((each.leaf,)), each.place, each.size, sent(each.path), *sent((each.root,))) for each in inclusions()
    ]
    of_trees = [
        (each.old, *sent((each.old_root,)), each.new, *sent((each.new_root,)), sent(each.path)) for each in growths()
    ]
    included, grown = page.evaluate(VECTORS, [own, of_leaves, of_trees])
    assert [each for each, holds in zip(inclusions(), included, strict=True) if holds != each.holds] == []
    assert [each for each, holds in zip(growths(), grown, strict=True) if holds != each.holds] == []


@pytest.mark.parametrize(("own", "many"), [(False, SAMPLE), (True, WITHOUT_WEBCRYPTO)], ids=["webcrypto", "without"])
def test_no_changed_bit_is_accepted(page, own, many) -> None:
    tried = mutants.some_mutants(CASES, many, random.Random(5))
    accepted = mutants.held_by_page(page, HISTORY, CASES, UNCHANGED + tried, own=own, named=HISTORY.keys)
    assert all(accepted[: len(CASES)])
    assert [mutant for mutant, holds in zip(tried, accepted[len(CASES) :], strict=True) if holds] == []


def test_where_a_changed_bit_may_be_passed_over_both_pass_over_the_same(page) -> None:
    """Nobody is asked for as a witness, so a line of theirs may be bent, as long as it is still a line."""
    of = [case for case in CASES if case.name == "checkpoint"]
    start = {which: case.files[0].index(b"w1.example") for which, case in enumerate(of)}
    rng = random.Random(6)
    tried = [
        (which, rng.randrange(start[which], of[which].span[1]), rng.randrange(8)) for which in start for _ in range(40)
    ]
    by_file = mutants.held_by_file(HISTORY, [])
    expected = [by_file(of[mutant[0]].name, mutants.changed(of, mutant)) for mutant in tried]
    assert {True, False} == set(expected)
    assert mutants.held_by_page(page, HISTORY, of, tried, own=False, named=[]) == expected


def test_another_form_of_the_same_is_refused(page) -> None:
    """So is a leaf in another place than it says, by a log that signs anything."""
    held, alone = HISTORY.opening(3), History(1)
    prev, header, parts = HISTORY.entries[5]
    alone.leaves = [HISTORY.leaves[5]]
    moved = opening.make(seq=5, prev=prev, header=header, parts=parts, proof=alone.proof(0))
    grown = f"old 5\n{HISTORY.between(4)}\n{HISTORY.checkpoint()}"
    loose = {
        "as it is made": ([held], True),
        "with a space": ([held.replace(",", ", ", 1)], False),
        "with a key twice": (['{"header":1,' + held[1:]], False),
        "with a letter spelt out": ([held.replace("note", "\\u006eote")], False),
        "moved": ([opening.to_text(moved)], False),
        "grown": ([HISTORY.checkpoint(4), grown.replace("old 5", "old 4")], True),
        "grown from another size": ([HISTORY.checkpoint(4), grown], False),
    }
    by_file = mutants.held_by_file(HISTORY)
    for name, (texts, holds) in loose.items():
        files = tuple(text.encode() for text in texts)
        of = [mutants.Case(name, files, 0, (0, 0))]
        assert by_file(name, files) == holds, name
        assert mutants.held_by_page(page, HISTORY, of, [(0, -1, 0)], own=False, named=HISTORY.keys) == [holds], name


def test_its_hashes_are_the_ones_everyone_makes(page) -> None:
    """SHA-512 is ours alone where the browser has no Ed25519; SHA-256 where it has no WebCrypto."""
    from hashlib import sha256, sha512

    for length in (0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 300):
        text = random.Random(length).randbytes(length)
        made = page.evaluate(
            f"async text => {{ verifier.useOwn(true); const held = ({BYTES})(text);"
            "return [Array.from(await verifier.sha256(held)), Array.from(verifier.ownSha512(held))] }",
            b64encode(text).decode(),
        )
        assert [bytes(each) for each in made] == [sha256(text).digest(), sha512(text).digest()]


@pytest.fixture
def hand_in(page) -> Callable[..., str]:
    """As a person does: the key, the files, Check."""

    def check(*files: tuple[str, str], key: str = str(HISTORY.log.key), pasted: str = "") -> str:
        page.reload()
        page.fill("#key", key)
        page.fill("#pasted", pasted)
        page.set_input_files(
            "#files", [{"name": name, "mimeType": "text/plain", "buffer": held.encode()} for name, held in files]
        )
        page.get_by_role("button", name="Check").click()
        page.wait_for_selector("#answer:not([hidden])")
        return str(page.inner_text("#answer"))

    return check


def test_a_person_checks_a_receipt_and_reads_a_record(page, hand_in) -> None:
    page.set_viewport_size(SMALL)
    held, shown = HISTORY.receipt(3), HISTORY.proof(3)
    assert "This holds." in hand_in(pasted=str(held))
    assert "has not changed" in hand_in(("code.txt", held.file()), ("proof.txt", shown))
    assert faults(page, "verify.html", own_side=True) == []
    said = hand_in(("record.html", HISTORY.record(range(7))))
    assert "All 7 things in it" in said
    assert "street" in said
    for wrong in (hand_in(pasted=str(held)[:-1] + "B"), hand_in(pasted=str(held), key=str(History(1, seed=2).log.key))):
        assert "This does not hold." in wrong
    assert "There is nothing to check" in hand_in()


def test_what_was_handed_in_is_never_run(page, hand_in) -> None:
    said = hand_in(("record.html", "<img src=x onerror=alert(1)><script>alert(2)</script>"))
    assert "This does not hold." in said
    assert page.locator("#answer script, #answer img").count() == 0


STUB = """
window.BarcodeDetector = class { static async getSupportedFormats() { return ['qr_code'] }
  async detect() { return [{rawValue: window.name}] } }
navigator.mediaDevices.getUserMedia = async asked => {
  if (!window.name) throw new Error('no camera')
  return document.createElement('canvas').captureStream()
}
HTMLVideoElement.prototype.play = async () => {}
"""


def test_a_code_is_scanned_where_the_phone_can(site, browse) -> None:
    """The camera and the reading of it are the browser's: here they are played by a script."""
    page, phone = browse(), browse()
    phone.add_init_script(STUB)
    page.goto(f"{site.base_url}/en/check")
    assert not page.get_by_role("button", name="Scan it with the camera").is_visible()
    phone.goto(f"{site.base_url}/en/check")
    phone.get_by_role("button", name="Scan it with the camera").click()
    phone.get_by_text("The camera did not work. You can type the code.").wait_for()
    phone.evaluate("code => { window.name = code }", str(HISTORY.receipt(3)))
    phone.get_by_role("button", name="Scan it with the camera").click()
    phone.get_by_role("heading", name="This receipt is not from here.").wait_for()
