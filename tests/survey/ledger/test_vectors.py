"""Two readers of proofs, written apart, held to the same vectors. A third, in JavaScript, is tried in tests/browser."""

import pytest

from survey.checks.offline import verify
from survey.ledger import proof
from tests.survey.ledger.vectors import Growth, Inclusion, growths, inclusions


def included_by_us(each: Inclusion) -> bool:
    return proof.is_included(index=each.place, size=each.size, leaf=each.leaf, root=each.root, path=each.path)


def included_by_file(each: Inclusion) -> bool:
    return verify.is_included(each.leaf, each.place, each.size, list(each.path), each.root)


def grown_by_us(each: Growth) -> bool:
    return proof.is_consistent(
        old=each.old, old_root=each.old_root, new=each.new, new_root=each.new_root, path=each.path
    )


def grown_by_file(each: Growth) -> bool:
    return verify.is_grown(each.old, each.old_root, each.new, each.new_root, list(each.path))


def test_there_are_as_many_as_the_public_ones_and_most_must_be_refused() -> None:
    assert len(inclusions()) >= 98
    assert len(growths()) >= 98
    assert sum(each.holds for each in inclusions()) == 10
    assert sum(each.holds for each in growths()) == 9


@pytest.mark.parametrize("holds", [included_by_us, included_by_file])
def test_inclusion(holds) -> None:
    assert [each for each in inclusions() if holds(each) != each.holds] == []


@pytest.mark.parametrize("holds", [grown_by_us, grown_by_file])
def test_growth(holds) -> None:
    assert [each for each in growths() if holds(each) != each.holds] == []


def careless(each: Inclusion) -> bool:
    """The textbook's words without its care: no look at sizes of zero or at the length of hashes."""
    place, last, found = each.place, each.size - 1, each.leaf
    for beside in each.path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = verify.of_two(beside, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = verify.of_two(found, beside)
        place, last = place >> 1, last >> 1
    return last <= 0 and found == each.root


def test_a_careless_reader_is_caught_by_them() -> None:
    wrong = [each for each in inclusions() if careless(each) != each.holds]
    assert {each.size for each in wrong} >= {0}
    assert len(wrong) >= 3
