"""Questions of any kind for a test, asked with nothing but the kind itself; and their components as they are drawn."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from survey.questionnaires.compiled import NOTHING, drawn
from survey.questionnaires.definition import Question
from survey.questionnaires.question_types import TYPES, Answer, Filled, NotAnAnswer, Rules
from tests.house.checkout import ROOT

FACTS = {"why": "To try it.", "who_sees": "You.", "never_used": "For anything else."}
ABC = ((1, "Sun"), (2, "Rain"), (3, "Snow"), (4, "Wind"))


def said(words: str, **numbers: object) -> str:
    """Gettext for a test: in English."""
    return words % numbers if numbers else words


def question(kind: str, *, options: tuple[tuple[int, str], ...] = (), most: int = 0, **more: Any) -> Question:
    """A question of a kind. `more`: its rules, and anything else of a question."""
    rules = Rules(**{name: more.pop(name) for name in list(more) if name in Rules.__dataclass_fields__})
    facts = {"text": "What is it like?"} | FACTS
    return Question(item="q", type=kind, options=options, most=most, rules=rules, **(facts | more))


def read(asked: Question, **form: str) -> dict[str, Answer]:
    """What is read from a form. Fields are q, or q.1 as q_1."""
    return TYPES[asked.type].read(asked, {name.replace("_", "."): value for name, value in form.items()}, said)


def refused(asked: Question, **form: str) -> str:
    """The sentence that is said about a form that cannot be kept."""
    try:
        got = read(asked, **form)
    except NotAnAnswer as problem:
        return str(problem)
    raise AssertionError(f"It was kept: {got}")


def problems(asked: Question) -> str:
    """All that is wrong with a definition of it."""
    return " ".join(TYPES[asked.type].problems(asked))


def in_words(asked: Question, answers: dict[str, Answer]) -> str:
    return TYPES[asked.type].in_words(asked, answers, said)


def there_and_back(asked: Question, answers: dict[str, Answer]) -> dict[str, Answer]:
    """An answer, put into its form and read again."""
    kind = TYPES[asked.type]
    assert kind.accepts(asked, answers), answers
    assert set(answers) <= set(kind.items(asked))
    return kind.read(asked, kind.fields(asked, answers), said)


@cache
def _components() -> Environment:
    loader = FileSystemLoader(ROOT / "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return env


def draw(template: str, macro: str, *, written_in: str = "", **arguments: object) -> str:
    """A component, in English."""
    return str(getattr(_components().get_template(template).module, macro)(**arguments))


def as_html(asked: Question, fields: dict[str, str] | None = None, error: str | None = None) -> str:
    """The question alone on its page, with what stands in its fields."""
    filled = Filled(fields) if fields else NOTHING
    return drawn(asked, filled, alone=True, _=said, draw=draw, error=error)


def names(html: str) -> list[str]:
    """The fields of a form, in order."""
    return re.findall(r'<(?:input|select|textarea)[^>]*? name="([^"]+)"', html)


def labelled(html: str) -> bool:
    """Whether every field has a label of its own, and says no two things by one id."""
    ids = re.findall(r' id="([^"]+)"', html)
    fields = re.findall(r'<(?:input|select|textarea)[^>]*? id="([^"]+)"', html)
    return len(ids) == len(set(ids)) and all("<label" in html and f'for="{each}"' in html for each in fields)
