"""Every single-bit change of what a person may hold, and what each of three verifiers says to it.

A case is what is handed in together; one of its files is changed, one bit at a time, within a span of bytes. The three:
`verify.py` (Python, nothing of ours), `survey.ledger` (what the service itself runs), `verify.html` (JavaScript).
"""

import random
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey.checks import offline
from survey.checks.offline import verify
from survey.ledger import checkpoint, note, opening, proof, receipt
from survey.ledger.note import VerifierKey
from tests.survey.ledger.evidence import History

PAGE = Path(offline.__file__).with_name("verify.html")
IN_JAVASCRIPT = """async ([cases, mutants, key, witnesses, own]) => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0)), accepted = []
  verifier.useOwn(own)
  const given = cases.map(([files, changed]) => [files.map(bytes), changed])
  for (const [which, place, bit] of mutants) {
    const [files, changed] = given[which], whole = files[changed]
    files[changed] = whole.slice()
    if (place >= 0) files[changed][place] ^= 1 << bit
    accepted.push((await verifier.check(files, key, witnesses, witnesses.length)).holds)
    files[changed] = whole
  }
  return accepted
}"""


@dataclass(frozen=True)
class Case:
    """What is handed in, which file of it is changed, and between which bytes."""

    name: str
    files: tuple[bytes, ...]
    changed: int
    span: tuple[int, int]


Mutant = tuple[int, int, int]  # which case, which byte, which bit


def cases(history: History, seqs: range) -> list[Case]:
    """Everything a person may hold of these entries."""
    found = []
    for seq in seqs:
        held, shown = history.receipt(seq), history.proof(seq)
        found += [
            _case("receipt", bytes(held)),
            _case("receipt as text", str(held)),
            _case("receipt file", held.file()),
            _case("proof file", shown, held.file()),
            _case("opening", history.opening(seq)),
            _case("opening, part hidden", history.opening(seq, hidden=(0,), header=False)),
        ]
        if seq > 0:
            newer, between = history.checkpoint(), history.between(seq)
            found.append(_case("checkpoint", history.checkpoint(seq), newer, between))
            growth = f"old {seq}\n{between}\n{newer}"
            found.append(_case("growth file", growth, history.checkpoint(seq)))
            if between:
                found.append(_case("consistency proof", between.strip(), history.checkpoint(seq), newer))
    page = history.record(range(min(2, history.size)))
    start = page.index("{")
    found.append(Case("record", (page.encode(),), 0, (start, page.index("</script>"))))
    return found


def _case(name: str, changed: str | bytes, *others: str) -> Case:
    whole = changed if isinstance(changed, bytes) else changed.strip("\n").encode()
    return Case(name, (whole, *(other.encode() for other in others)), 0, (0, len(whole)))


def every_mutant(of: list[Case]) -> Iterator[Mutant]:
    for which, case in enumerate(of):
        for place in range(*case.span):
            for bit in range(8):
                yield which, place, bit


def some_mutants(of: list[Case], many: int, rng: random.Random) -> list[Mutant]:
    """As many from each case as from any other, so that short things are tried as thoroughly as long ones."""
    each = -(-many // len(of))
    return [(which, rng.randrange(*case.span), rng.randrange(8)) for which, case in enumerate(of) for _ in range(each)]


def changed(of: list[Case], mutant: Mutant) -> tuple[bytes, ...]:
    which, place, bit = mutant
    files, target = list(of[which].files), of[which].changed
    whole = bytearray(files[target])
    whole[place] ^= 1 << bit
    files[target] = bytes(whole)
    return tuple(files)


def held_by_file(history: History, named: list[VerifierKey] | None = None) -> Callable[[str, tuple[bytes, ...]], bool]:
    """What `verify.py` says, when these witnesses are asked for: all of them, unless told otherwise."""
    witnesses = tuple(verify.key_from(str(key), 4) for key in (history.keys if named is None else named))
    trust = verify.Trust(verify.key_from(str(history.log.key), 1), witnesses, len(witnesses))

    def holds(_name: str, files: tuple[bytes, ...]) -> bool:
        try:
            verify.examine(list(files), trust)
        except verify.Wrong:
            return False
        return True

    return holds


class Ours:
    """What `survey.ledger` says; None where it has no reader for the thing."""

    def __init__(self, history: History) -> None:
        self.log, self.witnesses, self.need = history.log.key, history.keys, len(history.keys)
        self.readers: dict[str, Callable[..., object]] = {
            "receipt as text": lambda text: receipt.from_text(text).is_by(self.log),
            "receipt file": lambda text: receipt.from_file(text).is_by(self.log),
            "proof file": self.proof,
            "opening": self.opening,
            "opening, part hidden": self.opening,
            "checkpoint": lambda old, new, between: self.grown(old + "\n", new, between),
            "growth file": self.growth,
            "consistency proof": lambda between, old, new: self.grown(old, new, between),
        }

    def __call__(self, name: str, files: tuple[bytes, ...]) -> bool | None:
        try:
            if name == "receipt":
                return receipt.from_bytes(files[0]).is_by(self.log)
            if name not in self.readers:
                return None
            return bool(self.readers[name](*(each.decode() for each in files)))
        except ValueError:
            return False

    def proof(self, text: str, held: str) -> object:
        leaf = receipt.from_file(held).leaf
        return checkpoint.verify_proof(text + "\n", leaf, self.log, self.witnesses, need=self.need)

    def opening(self, text: str) -> object:
        return opening.check(opening.from_text(text), self.log, self.witnesses, need=self.need)

    def grown(self, old: str, new: str, between: str) -> bool:
        one, other = self._open(old), self._open(new)
        path = checkpoint.hashes_of([line for line in between.split("\n") if line])
        return proof.is_consistent(old=one.size, old_root=one.root, new=other.size, new_root=other.root, path=path)

    def growth(self, text: str, old: str) -> bool:
        asked = checkpoint.read_add_checkpoint(text + "\n")
        one, other = self._open(old), self._open(asked.checkpoint)
        sizes = {"old": asked.old, "old_root": one.root, "new": other.size, "new_root": other.root}
        return asked.old == one.size and proof.is_consistent(**sizes, path=asked.path)

    def _open(self, text: str) -> checkpoint.Checkpoint:
        opened = checkpoint.open_checkpoint(text, self.log, self.witnesses)
        if len(opened.witnesses) < self.need:
            raise note.NoteWrong
        return opened.checkpoint


def held_by_page(
    page: Any, history: History, of: list[Case], mutants: list[Mutant], *, own: bool, named: list[VerifierKey]
) -> list[bool]:
    """What `verify.html` says, all in one call; a place below zero changes nothing. `own`: without WebCrypto."""
    sent = [([b64encode(each).decode() for each in case.files], case.changed) for case in of]
    keys = [str(key) for key in named]
    accepted: list[bool] = page.evaluate(IN_JAVASCRIPT, [sent, mutants, str(history.log.key), keys, own])
    return accepted


def open_page(browser: Any) -> Any:
    """The file as a person opens it, with no network; whatever it asks for fails."""
    page = browser.new_page(offline=True)
    page.goto(PAGE.as_uri())
    return page


def tally(of: list[Case], mutants: list[Mutant]) -> Counter[str]:
    return Counter(of[which].name for which, _place, _bit in mutants)
