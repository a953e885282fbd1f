"""verify.py as it is taken away: alone, run by a bare Python that can import nothing of ours; 0 or 1, in sentences."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from survey.checks import offline
from survey.checks.offline import verify
from survey.ledger.receipt import make
from tests.survey.ledger.evidence import History

SOURCE = Path(offline.__file__).with_name("verify.py")
HISTORY = History(9)
KEY = str(HISTORY.log.key)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a person saved; and a second receipt for the same place, as only a dishonest log would sign it."""
    log = HISTORY.log
    other = make(log.key, log.sign, index=3, at=HISTORY.at(3), leaf=b"\7" * 32)
    held = {
        "receipt.txt": HISTORY.receipt(3).file(),
        "proof.txt": HISTORY.proof(3),
        "other-proof.txt": HISTORY.proof(4),
        "opening.json": HISTORY.opening(3),
        "record.html": HISTORY.record(range(9)),
        "older.txt": HISTORY.checkpoint(4),
        "newer.txt": HISTORY.checkpoint(),
        "between.txt": HISTORY.between(4),
        "twice.txt": other.file(),
        "growth.txt": f"old 4\n{HISTORY.between(4)}\n{HISTORY.checkpoint()}",
        "wrong-growth.txt": f"old 5\n{HISTORY.between(4)}\n{HISTORY.checkpoint()}",
        "loose.json": HISTORY.opening(3).replace(",", ", ", 1),
        "fork.txt": HISTORY.checkpoint(root=b"\7" * 32),
        "key.txt": KEY + "\n",
        "nonsense.txt": "Dear diary",
    }
    for name, text in held.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "windows.txt").write_bytes(b"\xef\xbb\xbf" + held["receipt.txt"].replace("\n", "\r\n").encode())
    (tmp_path / "bare.bin").write_bytes(bytes(HISTORY.receipt(3)))
    return tmp_path


def run(*arguments: str, folder: Path) -> int:
    """In this process, for speed; the next test runs it as anyone would."""
    return verify.main([str(folder / each) if "." in each and "+" not in each else each for each in arguments])


def test_it_runs_alone_where_nothing_of_ours_is(folder: Path) -> None:
    alone = folder / "verify.py"
    alone.write_bytes(SOURCE.read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), "--key", KEY, "receipt.txt", "proof.txt"]
    holds = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert holds.returncode == 0, holds.stderr
    assert "Entry 3 is in the log, unchanged" in holds.stdout
    for never in ("everything was written down", "what was written is true", "who typed"):
        assert never in holds.stdout.replace("\n", " ")
    bent = subprocess.run([*command[:-1], "other-proof.txt"], cwd=folder, capture_output=True, text=True, check=False)
    assert bent.returncode == 1
    assert bent.stderr.startswith("IT DOES NOT HOLD.")
    assert bent.stdout == ""


def test_it_imports_the_standard_library_only() -> None:
    for node in ast.walk(ast.parse(SOURCE.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


HOLDS = {
    "a receipt": (KEY, ["receipt.txt"], "The log signed this receipt for entry 3"),
    "with the key from a file": ("key.txt", ["receipt.txt"], "The log signed this receipt for entry 3"),
    "saved by another system": (KEY, ["windows.txt"], "The log signed this receipt for entry 3"),
    "as bytes": (KEY, ["bare.bin"], "The log signed this receipt for entry 3"),
    "an opening and its receipt": (KEY, ["opening.json", "receipt.txt"], "part 0: {"),
    "a record": (KEY, ["record.html"], "all of the 9 entries in it are in the log"),
    "two checkpoints": (KEY, ["older.txt", "newer.txt"], "was not checked"),
    "and the proof between": (KEY, ["newer.txt", "between.txt", "older.txt"], "All 4 entries of the older"),
    "or both in one file": (KEY, ["older.txt", "growth.txt"], "All 4 entries of the older"),
}
FAILS = {
    "a proof without its receipt": (["proof.txt"], "Hand in the receipt for that entry"),
    "a proof of another entry": (["receipt.txt", "other-proof.txt"], "This proof is for entry 4"),
    "two receipts for one place": (["receipt.txt", "twice.txt", "proof.txt"], "not what the log holds there"),
    "two pasts": (["newer.txt", "fork.txt"], "two histories that differ"),
    "a proof between nothing": (["between.txt"], "the two checkpoints that it is between"),
    "growth without the older": (["newer.txt", "growth.txt"], "the two checkpoints that it is between"),
    "growth from another size": (["older.txt", "wrong-growth.txt"], "grew from another size"),
    "an opening in another form": (["loose.json"], "not in the one form"),
    "a diary": (["nonsense.txt"], "of no kind that is known here"),
    "no such file": (["nothing.txt"], "No such file"),
}


@pytest.mark.parametrize("what", HOLDS)
def test_what_holds(folder: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    key, files, sentence = HOLDS[what]
    assert run("--key", key, *files, folder=folder) == 0
    assert sentence in capsys.readouterr().out


@pytest.mark.parametrize("what", FAILS)
def test_what_does_not_hold(folder: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    files, sentence = FAILS[what]
    assert run("--key", KEY, *files, folder=folder) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_another_key_holds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("receipt.txt", "opening.json", "record.html", "newer.txt"):
        assert run("--key", str(History(1, seed=2).log.key), name, folder=folder) == 1
    for bad in (KEY[:-1], KEY.replace("log-", "lag-"), str(HISTORY.keys[0]), "a+b+c"):
        assert run("--key", bad, "receipt.txt", folder=folder) == 1


def test_witnesses_are_counted_when_they_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = [part for key in HISTORY.keys for part in ("--witness", str(key))]
    assert run("--key", KEY, *named, "--need", "2", "newer.txt", folder=folder) == 0
    assert "Of the 2 witnesses you named, 2 had seen" in capsys.readouterr().out
    stranger = str(History(1, seed=2).keys[0])
    assert run("--key", KEY, "--witness", stranger, "--need", "1", "newer.txt", folder=folder) == 1
    assert "0 of the witnesses you named have signed; 1 must have." in capsys.readouterr().err


def test_what_is_in_a_record_is_printed_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--key", KEY, "--show", "record.html", folder=folder) == 0
    assert capsys.readouterr().out.count("note.made") == 9
