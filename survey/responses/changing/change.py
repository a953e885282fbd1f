"""Sending again: which parts say something else now, and which answers each takes the place of. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from survey.ledger.entry import Recorded
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.question_types import Answer
from survey.questionnaires.recorded import NOT_ROUTED, answers_to
from survey.responses.sitting import Sent


def taking_the_place_of(before: Sequence[Recorded], parts: Iterable[Sent]) -> list[tuple[Sent, int | None]]:
    """The parts to record: those that say something else than what counts now, with its place; or none was sent yet."""
    by_part = {(entry.content["questionnaire"], entry.content["version"]): entry for entry in reversed(before)}
    found = [(part, by_part.get((part.questionnaire, part.version))) for part in parts]
    return [(part, old.seq if old else None) for part, old in found if old is None or not says_the_same(part, old)]


def says_the_same(part: Sent, old: Recorded) -> bool:
    """Whether every code and every word is as it was."""
    codes, words = answers_of(old)
    return (codes, words) == (dict(part.codes), dict(part.words))


def answers_of(entry: Recorded) -> tuple[dict[str, int], dict[str, str]]:
    """The codes and the words of sent answers, as far as they are still there."""
    words = {part.content["item"]: part.content["words"] for part in entry.segments[1:] if "item" in part.content}
    return dict(entry.content["answers"]), words


def all_answers(found: Iterable[Recorded]) -> dict[str, Answer]:
    """Every answer of these entries, by item."""
    answers: dict[str, Answer] = {}
    for entry in found:
        codes, words = answers_of(entry)
        answers |= codes
        answers |= words
    return answers


def draft_of(asked: Questionnaire, answers: Mapping[str, Answer]) -> dict[int, dict[str, Answer]]:
    """What was sent, as pages of a draft again. What was never asked is in none."""
    pages = {}
    for number, page in enumerate(asked.pages, 1):
        said = {item: a for question in page.questions for item, a in answers_to(question, answers).items()}
        if said := {item: answer for item, answer in said.items() if answer != NOT_ROUTED}:
            pages[number] = said
    return pages
