"""Several people in one entry: each sees exactly the parts that are theirs, in every version, and no word more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.ledger.entry import Claim, Recorded
from survey.people.may_see import Part
from survey.records.account.account import Card, Material, Version, cards
from survey.records.account.finding import holds
from survey.records.account.shown import show
from tests.survey.records.reading.a_record import AMINA, DAD, NOON, ROSA, SAM, VOICE, entry, material, part, reader

PEOPLE = (AMINA, ROSA, DAD)
subject_sets = st.frozensets(st.sampled_from(PEOPLE), max_size=3)
scopes = st.dictionaries(
    st.sampled_from(PEOPLE), st.sampled_from([frozenset({Part.NOTES}), frozenset({Part.GOALS}), frozenset()])
)


@st.composite
def notes(draw: st.DrawFn) -> list[Recorded]:
    """Notes of several parts about anyone; some of them put right later, with other words in some parts."""
    found: list[Recorded] = []
    for about in draw(st.lists(st.lists(subject_sets, min_size=1, max_size=4), min_size=1, max_size=4)):
        seq = len(found)
        written = [part(n, f"word{seq}x{n}z", *sorted(people)) for n, people in enumerate(about)]
        found.append(entry(seq, *written))
        changed = draw(st.sets(st.integers(0, len(about) - 1)))
        if draw(st.booleans()) and changed:
            now = [
                replace(each, content={"words": f"word{seq + 1}x{each.ordinal}z"}) if each.ordinal in changed else each
                for each in written
            ]
            found.append(entry(seq + 1, *now, kind="record.corrected", corrects=seq))
    return found


def may_see(subjects: tuple[str, ...], viewer: str, granted: dict[str, frozenset[Part]]) -> bool:
    """The rule, said again: theirs; or of people each of whom let them see notes, and of somebody at all."""
    if viewer in subjects:
        return True
    return len(subjects) > 0 and not [each for each in subjects if Part.NOTES not in granted.get(each, ())]


def text_of(card: Card, viewer: str, person: str) -> str:
    return repr(show(card, reader(viewer, person), VOICE, NOON))


@settings(max_examples=80, deadline=None)
@given(notes(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), scopes)
def test_each_sees_exactly_their_parts(written, viewer, person, granted) -> None:
    granted = {} if viewer == person else granted
    held = material(*written, person=person)
    found = cards(held, viewer, granted)
    versions = [version for card in found for version in (card.now, *card.older)]
    seen = {(version.entry.seq, each.ordinal) for version in versions for each in version.parts}
    replaced = {e.links["corrects"] for e in held.entries if e.kind == "record.corrected"}
    theirs = {
        (e.seq, each.ordinal) for e in held.entries for each in e.segments if may_see(each.subjects, viewer, granted)
    }
    tops = {seq for seq, _ in theirs if seq not in replaced}
    roots = {e.links.get("corrects", e.seq) for e in held.entries if e.seq in tops}
    assert seen == {(s, n) for s, n in theirs if s in roots or s in tops}
    assert all(card.now.not_shown == len(card.now.entry.segments) - len(card.now.parts) for card in found)


@settings(max_examples=60, deadline=None)
@given(notes(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), scopes)
def test_no_page_and_no_search_has_a_word_of_another_s_part(written, viewer, person, granted) -> None:
    granted = {} if viewer == person else granted
    held = material(*written, person=person)
    shown = [show(card, reader(viewer, person), VOICE, NOON) for card in cards(held, viewer, granted)]
    for e in written:
        for each in e.segments:
            if not may_see(each.subjects, viewer, granted):
                word = each.content["words"]
                theirs = {
                    other.content["words"]
                    for one in written
                    for other in one.segments
                    if may_see(other.subjects, viewer, granted)
                }
                assert word in theirs or not [card for card in shown if word in repr(card) or holds(card, word)]


def home() -> Material:
    """A note about Amina, Rosa and both; Rosa's part was put right since."""
    made = [
        part(0, "They moved.", AMINA, ROSA),
        part(1, "Sleeps at her aunt’s.", AMINA),
        part(2, "Works nights.", ROSA),
    ]
    put_right = [*made[:2], part(2, "Works days.", ROSA)]
    return material(entry(0, *made), entry(5, *put_right, kind="record.corrected", corrects=0))


def test_a_correction_of_another_s_part_tells_the_reader_nothing() -> None:
    untouched = material(entry(0, *home().entries[0].segments))
    (now,), (before,) = cards(home(), AMINA, {}), cards(untouched, AMINA, {})
    same = show(now, reader(), VOICE, NOON), show(before, reader(), VOICE, NOON)
    assert replace(same[0], seq=0, kind="") == replace(same[1], seq=0, kind="")
    assert "1 part is not shown to you. It is kept as it was written." in same[0].notes


def test_whoever_it_is_about_sees_what_it_says_now_and_what_it_used_to_say() -> None:
    held = replace(home(), person_id=ROSA)
    (card,) = cards(held, ROSA, {})
    shown = show(card, reader(ROSA, ROSA), VOICE, NOON)
    assert [line.words for line in shown.lines] == ["They moved.", "Works days."]
    assert [line.words for line in shown.older[0].lines] == ["They moved.", "Works nights."]
    assert shown.sentence == "Sam Okafor changed this on 19 Sep."


def test_a_shared_part_says_about_whom_else_it_is_and_each_part_has_its_number() -> None:
    (card,) = cards(home(), AMINA, {})
    shown = show(card, reader(), VOICE, NOON)
    assert [(line.ordinal, line.about) for line in shown.lines] == [(0, "About you and Rosa."), (1, "")]


def test_another_s_words_are_never_called_your_words() -> None:
    said = Version(entry(0, part(0, "I was late.", AMINA, ROSA, claim=Claim.THEIR_WORDS, author=ROSA)), ())
    card = Card(replace(said, parts=said.entry.segments), said.entry)
    shown = show(card, reader(), VOICE, NOON)
    assert shown.whose == shown.lines[0].name == "Rosa"
    assert shown.name == "Rosa’s words, 14 Sep"
    assert shown.lines[0].source == "Sam Okafor wrote it down."
    assert SAM not in repr(shown)
