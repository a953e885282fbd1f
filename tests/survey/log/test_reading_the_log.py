"""Anyone can read the signed heads and prove an entry from them; nothing but sizes, roots and hashes is in it."""

import re
from base64 import b64decode

from sqlalchemy import select

from survey.app import Sayso
from survey.ledger.checkpoint import open_checkpoint, read_add_checkpoint, verify_proof
from survey.ledger.models import Entry
from survey.ledger.note import read_key
from survey.ledger.proof import is_consistent
from survey.ledger.receipt import code_of
from tests.survey.ledger.test_signing_heads import fill, on_sqlite, unguarded

pytestmark = on_sqlite
LINE = re.compile(
    r"(c2sp\.org/tlog-proof@v1|index \d+|old \d+|log-[0-9a-f]{8}|\d+|[A-Za-z0-9+/]{43}="
    r"|\u2014 log-[0-9a-f]{8} [A-Za-z0-9+/=]+|)"
)


def get(sayso: Sayso, address: str, status: int = 200) -> str:
    answer = sayso.people.test_client().get(address)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain"), answer.text
    assert "Set-Cookie" not in answer.headers
    return answer.text


def leaves(sayso: Sayso) -> list[bytes]:
    with sayso.house.database.reading() as session:
        return list(session.scalars(select(Entry.leaf_hash).order_by(Entry.seq)))


def test_it_works(sayso: Sayso) -> None:
    fill(sayso.house, 33)
    key = read_key(get(sayso, "/log/key").strip())
    point = open_checkpoint(get(sayso, "/log/checkpoint"), key).checkpoint
    assert point.size == 30
    held = leaves(sayso)
    for what in ("17", code_of(held[17]), code_of(held[17]).lower().replace("-", "")):
        assert verify_proof(get(sayso, f"/log/proof/{what}"), held[17], key).checkpoint == point
    asked = read_add_checkpoint(get(sayso, "/log/consistency?from=20&to=30"))
    with sayso.house.database.reading() as session:
        old_root = session.scalars(select(Entry.prev).where(Entry.seq == 20)).one()
    assert is_consistent(old=20, old_root=old_root, new=30, new_root=point.root, path=asked.path)
    assert get(sayso, "/log/consistency") == f"old 0\n\n{get(sayso, '/log/checkpoint')}"


def test_only_sizes_roots_and_hashes_are_in_it(sayso: Sayso) -> None:
    fill(sayso.house, 300, parts=0)
    for address in ("/log/checkpoint", "/log/proof/5", "/log/consistency?from=3"):
        for line in get(sayso, address).split("\n"):
            assert LINE.fullmatch(line), f"{address}: {line}"
    hashes = [line for line in get(sayso, "/log/proof/5").split("\n") if len(line) == 44]
    assert all(len(b64decode(each)) == 32 for each in hashes)


NOT_THERE = [
    ("/log/proof/31", 404, "No signed head covers this entry yet."),
    ("/log/proof/33", 404, "There is no such entry in this log."),
    ("/log/proof/9999999999999999999", 422, "A place or a size is a whole number."),
    ("/log/proof/007", 422, "A place or a size is a whole number."),
    ("/log/proof/F5T2F-KW3D0-2HZSX-RWFMX-BBF9RP", 404, "There is no such entry in this log."),
    ("/log/proof/F5T2F-KW3D0-2HZSX-RWFMX-BBF9RQ", 422, "One of its letters is not right. Look at it again."),
    ("/log/proof/nonsense", 422, "Part of it is missing, or there is too much."),
    ("/log/consistency?from=31", 404, "No head was signed at that size"),
    ("/log/consistency?from=5&to=12", 404, "No head was signed at that size"),
    ("/log/consistency?from=25&to=20", 404, "No head was signed at that size"),
    ("/log/consistency?from=-1", 422, "A place or a size is a whole number."),
    ("/log/consistency?from=", 422, "A place or a size is a whole number."),
    ("/log/consistency?to=1e9", 422, "A place or a size is a whole number."),
]


def test_what_is_not_there_is_said_in_a_sentence(sayso: Sayso) -> None:
    fill(sayso.house, 33)
    for address, status, said in NOT_THERE:
        assert get(sayso, address, status).startswith(said), address


def test_an_empty_log_has_a_key_and_no_head(sayso: Sayso) -> None:
    assert get(sayso, "/log/checkpoint", 404) == "This log has no signed head yet.\n"
    assert get(sayso, "/log/key").strip() == str(sayso.house.signer.key)


def test_a_log_that_was_changed_gives_no_proof_and_says_so(sayso: Sayso) -> None:
    fill(sayso.house, 20)
    with sayso.house.database.writing() as session:
        unguarded(session, "UPDATE entry SET leaf_hash = prev WHERE seq = 4")
    assert "is not the one that was signed" in get(sayso, "/log/proof/5", 503)
