"""Any questionnaire, answered in any way: progress never jumps back, each page is reached, what is sent is right.

Definitions and answers are made up by chance, with a fixed seed; no page is drawn.
"""

import random
from dataclasses import dataclass, field

import pytest

from survey.questionnaires.conditions import Condition, Not, OfAnswer, Together
from survey.questionnaires.definition import NOT_ROUTED, Page, Question, Questionnaire
from survey.questionnaires.question_types import TYPES, Answer, Rules
from survey.questionnaires.recorded import all_missing, is_kept, items_of
from survey.questionnaires.routing import left_out, pages_asked, progress_in_branches
from survey.responses.sitting import answers_in, first_to_do, page_after, page_before, said_back, to_send
from tests.survey.questionnaires.asking import FACTS, said

SEEDS = range(120)
KINDS = {
    "one_choice": {"options": ((0, "No"), (1, "Yes"))},
    "several_choices": {"options": ((1, "A"), (2, "B"), (3, "C"))},
    "number": {"rules": Rules(least=0, greatest=3)},
    "ranking": {"options": ((1, "A"), (2, "B"), (3, "C")), "rules": Rules(fewest=1)},
    "few_words": {"most": 40},
    "date": {},
}
CODES = {"one_choice": (0, 1), "several_choices": (1, 2, 3), "number": (0, 1, 2, 3), "ranking": (1, 2, 3)}
NOBODY = {"age_min": 90}


def a_question(item: str, earlier: list[Question], rng: random.Random) -> Question:
    kind = rng.choice(list(KINDS))
    more = dict(KINDS[kind]) | (NOBODY if rng.random() < 0.05 else {})
    repeated = [each.item for each in earlier if each.type != "few_words" or each.most <= 40]
    if repeated and rng.random() < 0.3:
        more |= {"text": f"So {{answer:{rng.choice(repeated)}}}?", "otherwise": "So?"}
    if earlier and rng.random() < 0.6:
        more["asked_if"] = a_condition(earlier, rng)
    return Question(item=item, type=kind, **({"text": "Is it?"} | FACTS | more))  # type: ignore[arg-type]  # by name


def a_condition(earlier: list[Question], rng: random.Random, depth: int = 0) -> Condition:
    shape = rng.random()
    if depth < 2 and shape < 0.25:
        return Together(tuple(a_condition(earlier, rng, depth + 1) for _ in range(2)), rng.random() < 0.5)
    if depth < 2 and shape < 0.4:
        return Not(a_condition(earlier, rng, depth + 1))
    of = rng.choice(earlier)
    if of.type not in CODES or shape > 0.9:
        return OfAnswer(of.item, answered=rng.random() < 0.6)
    return OfAnswer(of.item, codes=tuple(rng.sample(CODES[of.type], 1)))


def a_questionnaire(rng: random.Random) -> Questionnaire:
    questions: list[Question] = []
    for n in range(rng.randint(3, 12)):
        questions.append(a_question(f"q{n}", questions[:], rng))
    about = {"title": "Any", "about": "", "minutes": 6, "licence": "GPL-3.0-or-later", "source": "A test"}
    return Questionnaire(id="any", version=1, pages=tuple(Page("", (each,)) for each in questions), **about)  # type: ignore[arg-type]


def an_answer(question: Question, rng: random.Random) -> dict[str, Answer]:
    """Any answer to it, through its form; now and then a skip or a refusal."""
    if rng.random() < 0.2:
        return all_missing(question, rng.choice((-99, -94)))
    item, codes = question.item, CODES.get(question.type, ())
    if question.type == "several_choices":
        form = {f"{item}.{code}": "1" for code in rng.sample(codes, rng.randint(1, len(codes)))}
    elif question.type == "ranking":
        form = {f"{item}.{code}": str(n) for n, code in enumerate(rng.sample(codes, len(codes)), 1)}
    elif question.type == "date":
        form = {f"{item}.year": "2020", f"{item}.month": rng.choice(("", "5"))}
    else:
        form = {item: str(rng.choice(codes)) if codes else "Hi"}
    return TYPES[question.type].read(question, form, said)


@dataclass
class Walk:
    """Someone going through it by Next alone: which pages, and what the bar, the place and the total were at each."""

    asked: Questionnaire
    saved: dict[int, dict[str, Answer]] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)
    bars: list[float] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)

    def unrouted(self) -> frozenset[str]:
        return left_out(self.asked, 12, answers_in(self.saved))

    def numbers(self) -> tuple[int, ...]:
        return pages_asked(self.asked, self.unrouted())

    def sees(self, page: int) -> None:
        far = progress_in_branches(self.asked, 12, page, set(self.saved), answers_in(self.saved))
        assert 1 <= far.place <= far.total <= far.most
        assert 0 <= far.done <= far.most
        self.bars.append(far.done / far.most)
        for seen, now in ((self.pages, page), (self.totals, far.total), (self.places, far.place)):
            seen.append(now)
        self.minutes.append(far.minutes_left)

    def answers(self, page: int, rng: random.Random) -> None:
        self.saved[page] = an_answer(self.asked.pages[page - 1].questions[0], rng)

    def goes_through(self, rng: random.Random) -> None:
        page = first_to_do(self.numbers(), self.saved)
        while page is not None:
            self.sees(page)
            self.answers(page, rng)
            page = page_after(page, self.numbers())


def walked(seed: int) -> tuple[Walk, random.Random]:
    rng = random.Random(seed)
    walk = Walk(a_questionnaire(rng))
    walk.goes_through(rng)
    return walk, rng


def never_falls(values: list[float] | list[int]) -> bool:
    return values == sorted(values)


@pytest.fixture(scope="module")
def walks() -> list[tuple[Walk, random.Random]]:
    return [walked(seed) for seed in SEEDS]


def test_chance_makes_questionnaires_that_branch(walks):
    assert sum(walk.asked.branches for walk, _rng in walks) > 90
    assert sum(len(walk.pages) < len(walk.asked.pages) for walk, _rng in walks) > 60


def test_on_the_way_on_progress_never_falls_and_never_promised_less(walks):
    for walk, _rng in walks:
        assert never_falls(walk.bars)
        assert walk.places == list(range(1, len(walk.pages) + 1))
        assert never_falls(walk.totals[::-1])
        assert never_falls(walk.minutes[::-1])
        assert not walk.totals or walk.totals[-1] >= len(walk.pages)


def test_where_the_total_is_sure_it_is_what_they_were_asked(walks):
    for walk, _rng in walks:
        for page, total in zip(walk.pages, walk.totals, strict=True):
            before = {n: saved for n, saved in walk.saved.items() if n < page}
            far = progress_in_branches(walk.asked, 12, page, set(before), answers_in(before))
            assert far.total == total
            if far.is_sure and walk.asked.branches:
                assert total == len(walk.pages)


def test_by_next_alone_every_page_that_is_asked_is_reached_and_no_other(walks):
    for walk, _rng in walks:
        assert tuple(walk.pages) == walk.numbers()
        assert first_to_do(walk.numbers(), walk.saved) is None


def test_back_leads_to_the_page_before(walks):
    for walk, _rng in walks:
        for before, page in zip(walk.pages, walk.pages[1:], strict=False):
            assert page_before(page, walk.numbers()) == before
        assert not walk.pages or page_before(walk.pages[0], walk.numbers()) is None


def test_the_check_page_lists_exactly_what_is_asked(walks):
    for walk, _rng in walks:
        rows = list(said_back(walk.asked, walk.unrouted(), walk.saved, said))
        assert [page for _question, _words, page in rows] == walk.pages
        assert not [question.text for question, _words, _page in rows if "{" in question.text]


def test_a_changed_answer_never_makes_the_bar_jump_back_nor_sends_what_is_asked_no_more(walks):
    """Back to any page, another answer, on by Next to what is still to do: over and over."""
    for walk, rng in walks:
        for _again in range(3):
            if not walk.pages:
                break
            page = rng.choice(walk.numbers() or (walk.pages[0],))
            walk.sees(page)
            walk.answers(page, rng)
            walk.goes_through(rng)
        assert never_falls(walk.bars)
        gone = walk.unrouted()
        (sent,) = to_send(walk.asked, gone, answers_in(walk.saved))
        whole = {**sent.codes, **sent.words}
        assert set(whole) == {item for question in walk.asked.questions for item in items_of(question)}
        for question in walk.asked.questions:
            codes = {whole[item] for item in items_of(question)}
            assert (codes == {NOT_ROUTED}) is (question.item in gone), question.item
            assert question.item in gone or is_kept(question, answers_in(walk.saved))
