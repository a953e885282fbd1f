"""Writing a note: parts with their marks, whose they are and about whom, when it happened; nothing typed is lost."""

from collections.abc import Callable

import pytest
from staff import Desk, desk_of

from people import Cast
from survey.app import Sayso
from survey.ledger.entry import Claim, Recorded
from survey.ledger.store import entries_about
from survey.people.role import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both


@pytest.fixture
def sam(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


@pytest.fixture
def written(sayso: Sayso, cast: Cast) -> Callable[[], list[Recorded]]:
    def find() -> list[Recorded]:
        with sayso.house.database.reading() as session:
            return entries_about(session, cast.amina, ["record.made"])

    return find


def boxes(cast: Cast, *parts: tuple[str, str, str], day: str = "2026-09-14", **more: str) -> dict[str, str]:
    """The form as a browser sends it: four boxes, those given filled in."""
    filled = [*parts, *[("fact", cast.amina, "")] * (4 - len(parts))]
    form = {"happened_on": day, "strength": "", "strength_about": cast.amina}
    for n, (claim, about, words) in enumerate(filled):
        form |= {f"parts-{n}-claim": claim, f"parts-{n}-about": about, f"parts-{n}-words": words}
    return form | more


def test_it_works(sam: Desk, cast: Cast, written) -> None:
    page = sam.get(f"/desk/records/{cast.amina}/new")
    for mark in ("Fact", "What I saw", "My opinion", "Their words", "What went well, or who helped?"):
        assert mark in page.text
    parts = [("observation", cast.amina, "She stayed to\r\nthe end."), ("their_words", cast.rosa, "She loves it.")]
    both = ("fact", f"{cast.amina},{cast.rosa}", "They moved.")
    sent = sam.post(f"/desk/records/{cast.amina}/new", **boxes(cast, *parts, both, strength="Two new friends."))
    assert sent.status_code == 303, sent.text
    (note,) = written()
    assert [(p.claim, p.author, set(p.subjects), p.content) for p in note.segments] == [
        (Claim.OBSERVATION, cast.sam, {cast.amina}, {"words": "She stayed to\nthe end."}),
        (Claim.THEIR_WORDS, cast.rosa, {cast.rosa}, {"words": "She loves it."}),
        (Claim.FACT, cast.sam, {cast.amina, cast.rosa}, {"words": "They moved."}),
        (Claim.OBSERVATION, cast.sam, {cast.amina}, {"words": "Two new friends.", "strength": True}),
    ]
    assert (note.actor, note.effective_at) == (cast.sam, None)


def test_when_it_happened_is_kept_apart_from_when_it_was_written(sam: Desk, cast: Cast, written) -> None:
    sam.post(f"/desk/records/{cast.amina}/new", **boxes(cast, ("fact", cast.amina, "She came."), day="2026-09-01"))
    (note,) = written()
    assert note.effective_at is not None
    assert (note.effective_at.date().isoformat(), note.at.date().isoformat()) == ("2026-09-01", "2026-09-14")


def test_another_part_without_scripts(sam: Desk, cast: Cast, written) -> None:
    form = boxes(cast, ("opinion", cast.rosa, "Typed already"), act="add")
    page = sam.post(f"/desk/records/{cast.amina}/new", **form)
    assert page.status_code == 200
    assert "Part 5" in page.text
    assert "Typed already" in page.text
    assert f'value="{cast.rosa}" selected' in page.text
    assert not written()


WRONG = {
    "nothing written": ({}, "Write at least one part."),
    "a day to come": ({"happened_on": "2026-09-15"}, "That day has not come yet."),
    "no day at all": ({"happened_on": "yesterday"}, "Type the day like this: 2026-11-21."),
    "an unknown mark": ({"parts-0-claim": "rumour"}, "Pick one from the list."),
    "about a stranger": ({"parts-0-about": "f" * 32}, "Pick one from the list."),
    "too long": ({"parts-0-words": "x" * 5040}, "too long by 40 letters"),
    "words of two people": ({"parts-0-claim": "their_words", "parts-0-about": "both"}, "Pick the one person"),
}


@pytest.mark.parametrize("what", WRONG)
def test_bad_input_is_said_beside_the_field_and_kept(sam: Desk, cast: Cast, written, what: str) -> None:
    changed, sentence = WRONG[what]
    words = "" if what == "nothing written" else "Kept words."
    form = boxes(cast, ("fact", cast.amina, words)) | changed
    if form["parts-0-about"] == "both":
        form["parts-0-about"] = f"{cast.amina},{cast.rosa}"
    page = sam.post(f"/desk/records/{cast.amina}/new", **form)
    assert page.status_code == 422
    assert sentence in page.text
    assert form["parts-0-words"] in page.text
    assert not written()


@pytest.mark.parametrize("odd", ["😀 سلام", "a\u202eb", "<script>alert(1)</script>"])
def test_odd_words_are_kept_and_shown_as_words(sam: Desk, cast: Cast, written, odd: str) -> None:
    sam.post(f"/desk/records/{cast.amina}/new", **boxes(cast, ("fact", cast.amina, odd)))
    assert written()[0].content["words"] == odd
    assert "<script>" not in sam.get(f"/desk/records/{cast.amina}").text


def test_sent_twice_is_written_once(sam: Desk, cast: Cast, written) -> None:
    form = boxes(cast, ("fact", cast.amina, "Once."))
    for _ in range(2):
        assert sam.post(f"/desk/records/{cast.amina}/new", **form).status_code == 303
    assert len(written()) == 1


def test_kinder_words_are_offered_and_never_forced(sam: Desk, cast: Cast, written) -> None:
    form = boxes(cast, ("opinion", cast.amina, "She refused to engage."))
    page = sam.post(f"/desk/records/{cast.amina}/new", **form)
    assert "“refused to engage”" in page.text
    assert "did not want to talk on 3 May" in page.text
    assert "She refused to engage." in page.text
    assert not written()
    assert sam.post(f"/desk/records/{cast.amina}/new", **form, act="keep").status_code == 303
    assert len(written()) == 1


def test_no_nudge_about_their_own_words(sam: Desk, cast: Cast, written) -> None:
    words = ("their_words", cast.amina, "I refused to engage.")
    assert sam.post(f"/desk/records/{cast.amina}/new", **boxes(cast, words)).status_code == 303
    assert len(written()) == 1


def test_only_for_someone_one_works_with(sayso: Sayso, sam: Desk, cast: Cast) -> None:
    assert sam.get(f"/desk/records/{cast.jordan}/new").status_code == 404
    assert sam.get(f"/desk/records/{cast.jordan}").status_code == 404
    lena = desk_of(sayso, cast.lena, Role.MANAGER)
    assert lena.get(f"/desk/records/{cast.amina}").status_code == 404, "nor a manager, until she breaks glass"
