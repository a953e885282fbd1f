"""A sitting, as plain facts: where to go on, how far along, what is said back before sending, what is sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from survey.consent.decision import ALLOWING
from survey.days import local_day
from survey.people.person import age_on
from survey.questionnaires.definition import NOT_ANSWERED, NOT_ROUTED, PREFER_NOT_TO_SAY, Question, Questionnaire
from survey.questionnaires.piping import said, text_of
from survey.questionnaires.question_types import TYPES, Answer, Say
from survey.questionnaires.recorded import answers_to, is_answer, missing
from survey.questionnaires.routing import Progress, not_routed
from survey.responses.keeping.attempt import mark

Saved = Mapping[int, Mapping[str, Answer]]  # by page, by item
COPY_STAYS_OPEN = timedelta(hours=24)  # by the link alone; after that, "my record" asks for the second thing


@dataclass(frozen=True)
class Seat:
    """What one look at the database says of whoever holds a link: the person, their round, their draft."""

    person_id: str
    born: str | None
    round_id: str | None
    organisation: str | None
    round_title: str | None
    questionnaire: tuple[str, int] | None
    opens_on: date | None
    closes_on: date | None
    may_ask: str | None  # how their consent to take part stands; None when they were never asked
    started_at: datetime | None
    sent_at: datetime | None
    sent_seq: int | None
    pages_saved: int
    saved: Mapping[str, Answer] | None  # of the page looked at
    saved_version: int = 0
    changing_since: datetime | None = None  # what was sent is being changed; until it is sent again it stands
    change_until: date | None = None  # the round's own last day for that
    link_ends: datetime | None = None
    easy: bool = False  # they want easy words

    @property
    def started(self) -> bool:
        return self.started_at is not None

    @property
    def mark(self) -> str:
        """What the form of the page looked at carries: see `keeping.attempt`."""
        return mark(self.started_at, self.saved_version)

    @property
    def takes_part(self) -> bool:
        return self.may_ask in ALLOWING

    def is_open(self, today: date) -> bool:
        """Whether the round can be answered today."""
        return self.opens_on is not None and self.closes_on is not None and self.opens_on <= today <= self.closes_on

    @property
    def last_day_to_change(self) -> date | None:
        """The last whole day on which this link lets them change what they sent: a promise is kept to its evening."""
        days = [
            self.change_until or self.closes_on,
            local_day(self.link_ends - timedelta(days=1)) if self.link_ends else None,
        ]
        return min((day for day in days if day), default=None)

    def may_change(self, today: date) -> bool:
        """Whether what was sent can be changed today."""
        last = self.last_day_to_change
        return self.sent_seq is not None and self.takes_part and last is not None and today <= last

    def is_changing(self, today: date) -> bool:
        """Whether they are at it."""
        return self.changing_since is not None and self.may_change(today)

    def state(self, today: date) -> str:
        """How far this person is: nothing, closed, sent, no, begun or new."""
        if self.sent_at:
            return "sent"
        if self.questionnaire is None:
            return "nothing"
        if not self.is_open(today):
            return "closed"
        if not self.takes_part:
            return "no" if self.may_ask in ("refused", "withdrawn") else "new"
        return "begun" if self.pages_saved else "new"

    def age(self, today: date) -> int | None:
        return age_on(self.born, today) if self.born else None


def first_to_do(asked_pages: tuple[int, ...], saved: Saved) -> int | None:
    """The first page not yet left with something saved; None when all were."""
    return next((page for page in asked_pages if page not in saved), None)


def page_after(page: int, asked_pages: tuple[int, ...]) -> int | None:
    """The next page this person is asked; None after the last."""
    return next((each for each in asked_pages if each > page), None)


def page_before(page: int, asked_pages: tuple[int, ...]) -> int | None:
    """The page before; None at the first."""
    return next((each for each in reversed(asked_pages) if each < page), None)


def progress(page: int, asked_pages: tuple[int, ...], done: int, minutes: int) -> Progress:
    """Counted over the pages this person is asked, so that it never jumps. `minutes`: of the whole questionnaire."""
    total = len(asked_pages)
    done = min(done, total)
    return Progress(asked_pages.index(page) + 1, total, done, total, ceil(minutes * (total - done) / total))


def page_of(asked: Questionnaire, item: str) -> int:
    """The number of the page that asks this."""
    return next(n for n, page in enumerate(asked.pages, 1) if item in page.items)


def answers_in(saved: Saved) -> dict[str, Answer]:
    """Every saved answer, by item."""
    return {item: answer for page in saved.values() for item, answer in page.items()}


def said_back(
    asked: Questionnaire, unrouted: frozenset[str], saved: Saved, _: Say
) -> Iterator[tuple[Question, str, int]]:
    """For each question this person was asked: the question, what they answered in words, and its page."""
    answers = answers_in(saved)
    answered = said(asked, answers, unrouted, _)
    for number, page in enumerate(asked.pages, 1):
        for question in page.questions:
            if question.item not in unrouted and missing(question, answers) != NOT_ROUTED:
                filled = replace(question, text=text_of(question, answered)) if asked.branches else question
                yield filled, in_words(question, answers, _), number


def no_longer_asked(asked: Questionnaire, unrouted: frozenset[str], saved: Saved, _: Say) -> tuple[str, ...]:
    """The questions that they answered and, after a change, are not asked any more: those answers are not sent."""
    answers = answers_in(saved)
    answered = said(asked, answers, unrouted, _)
    gone = (question for question in asked.questions if question.item in unrouted and is_answer(question, answers))
    return tuple(text_of(question, answered) for question in gone)


def lang_of(question: Question, words: str) -> str:
    """The language of an answer as it is read back: an option is in its question's, a skip and own words are not."""
    return question.lang if words in {text for _code, text in question.options} else ""


def in_words(question: Question, answers: Mapping[str, Answer], _: Say) -> str:
    """Their answer to a question as it is read back. A skip is said as plainly as an answer."""
    code = missing(question, answers)
    if code == PREFER_NOT_TO_SAY:
        return _("You don’t want to say")
    if code is not None:
        return _("You skipped this one")
    return TYPES[question.type].in_words(question, answers_to(question, answers), _)


@dataclass(frozen=True)
class Sent:
    """The answers to one questionnaire as they are recorded: a code for every item, and their own words apart."""

    questionnaire: str
    version: int
    codes: Mapping[str, int]
    words: Mapping[str, str]
    easy: tuple[str, ...] = ()  # what was asked with easy words


def asked_easily(asked: Questionnaire, unrouted: frozenset[str], easy_pages: Iterable[int]) -> frozenset[str]:
    """The items that were shown with easy words: those of these pages that have any."""
    shown = (question for number in easy_pages for question in asked.pages[number - 1].questions)
    return frozenset(question.item for question in shown if question.easy and question.item not in unrouted)


def to_send(
    asked: Questionnaire,
    unrouted: frozenset[str],
    answers: Mapping[str, Answer],
    easy: frozenset[str] = frozenset(),
) -> tuple[Sent, ...]:
    """One for each part. What was not answered or never shown is sent as that, never left out."""
    require_answers_of(asked, answers)
    whole: dict[str, Answer] = dict.fromkeys(asked.asked_under, NOT_ANSWERED)
    whole |= dict(answers) | not_routed(asked, unrouted)
    return tuple(_part(asked, part, whole, easy) for part in asked.parts)


def require_answers_of(asked: Questionnaire, answers: Mapping[str, Answer]) -> None:
    """:raise ValueError: for an item that is not asked, or a code that is not among its answers."""
    for item in answers:
        if item not in asked.asked_under:
            raise ValueError(f"{asked.id} does not ask {item}.")
    answered = {asked.asked_under[item].item: asked.asked_under[item] for item in answers}
    codes = asked.codes
    for item, question in answered.items():
        if type(given := answers.get(item)) is int and given in codes.get(item, ()):
            continue
        if missing(question, answers) is None and not is_answer(question, answers):
            wrong = ", ".join(str(answer) for answer in answers_to(question, answers).values())
            raise ValueError(f"{wrong} is not an answer to {question.item}.")


def _part(asked: Questionnaire, part: tuple[str, int], whole: Mapping[str, Answer], easy: frozenset[str]) -> Sent:
    items = [item for item, question in asked.asked_under.items() if question.part == part]
    codes = {item: code for item in items if isinstance(code := whole[item], int)}
    words = {item: text for item in items if isinstance(text := whole[item], str)}
    return Sent(*part, codes, words, tuple(item for item in items if item in easy))


def copy_is_open(sent_at: datetime, now: datetime) -> bool:
    """Whether the link alone still shows what was sent. A found phone should not show it for ever."""
    return now < sent_at + COPY_STAYS_OPEN
