"""The components, rendered: GOV.UK's markup shape where we say so, and the promises each one makes."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from wtforms import BooleanField, Form, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from survey.i18n import in_lang
from tests.house.checkout import ROOT

OPTIONS = [("1", "Never"), ("2", "Often")]


def ours(source: str, **context: object) -> str:
    loader = FileSystemLoader(ROOT / "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    env.globals["in_lang"] = in_lang
    return env.from_string(source).render(**context)


def govuk(component: str, macro: str, params: dict[str, object]) -> str:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
    source = (
        f"{{% from 'govuk_frontend_jinja/components/{component}/macro.html' import {macro} %}}{{{{ {macro}(params) }}}}"
    )
    return env.from_string(source).render(params=params)


class Shape(HTMLParser):
    """The tags of some markup in order, each with the GOV.UK classes it carries, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = sorted(name for name in (dict(attrs).get("class") or "").split() if name.startswith("govuk-"))
        self.tags.append(" ".join([tag, *(name for name in classes if not re.search(r"--[a-z]+$", name))]))


def shape(markup: str) -> list[str]:
    found = Shape()
    found.feed(markup)
    return found.tags


@pytest.mark.parametrize("error", [None, "Pick an answer, or tap Skip."])
def test_radios_have_the_shape_of_govuk_radios(error):
    mine = ours(
        "{% from 'components/radios.html' import radios %}{{ radios('q', 'How?', options, '2', 'A hint', error) }}",
        options=OPTIONS,
        error=error,
    )
    legend = {"text": "How?", "isPageHeading": True}
    params = {
        "name": "q",
        "fieldset": {"legend": legend},
        "hint": {"text": "A hint"},
        "items": [{"value": value, "text": words, "checked": value == "2"} for value, words in OPTIONS],
    }
    theirs = govuk("radios", "govukRadios", params | ({"errorMessage": {"text": error}} if error else {}))
    assert shape(mine) == shape(theirs)
    for each in (mine, theirs):
        assert re.search(r'id="q"', each), "the first radio is what an error links to"
        assert ('aria-describedby="q-hint q-error"' if error else 'aria-describedby="q-hint"') in each


def test_the_error_summary_has_the_shape_of_govuk_s():
    problem = "We can’t find that code."
    mine = ours(
        "{% from 'components/errors.html' import error_summary %}{{ error_summary([('code', words)]) }}", words=problem
    )
    params = {"titleText": "Something to fix", "errorList": [{"text": problem, "href": "#code"}]}
    assert shape(mine) == shape(govuk("error-summary", "govukErrorSummary", params))
    assert 'role="alert"' in mine
    assert 'href="#code"' in mine


def test_a_scale_has_eleven_real_radios_and_says_its_ends_aloud():
    html = ours(
        "{% from 'components/radios.html' import scale_0_10 %}{{ scale_0_10('s', 'How close?', 'No', 'There', 0) }}"
    )
    assert html.count('type="radio"') == 11
    assert re.findall(r'value="(\d+)" checked', html) == ["0"], "nought is an answer, not a blank"
    assert "0 is No. 10 is There." in html


def test_nothing_is_chosen_before_someone_chooses():
    html = ours("{% from 'components/radios.html' import radios %}{{ radios('q', 'How?', options) }}", options=OPTIONS)
    assert "checked" not in html


CARD = """{% from 'components/choice_card.html' import choice_card %}
{{ choice_card('Can we?', [('Why', 'To learn.')], '/here', now=now, since=since) }}"""


def test_yes_no_and_not_sure_are_the_same_button_three_times():
    html = ours(CARD, now=None, since=None)
    buttons = re.findall(r"<button ([^>]*)>", html)
    assert [re.search(r'value="(\w+)"', b)[1] for b in buttons] == ["yes", "no", "later"]
    assert len({re.sub(r'value="\w+"', "", b) for b in buttons}) == 1
    assert "autofocus" not in html


def test_changing_a_choice_is_the_same_card_with_the_answer_named():
    asked, again = ours(CARD, now=None, since=None), ours(CARD, now="Yes", since="since 3 Sept")
    assert re.findall(r"<button.*?</button>", asked) == re.findall(r"<button.*?</button>", again)
    assert "Your choice now:" in again
    assert "Your choice now:" not in asked


def test_the_enter_key_keeps_an_answer_and_skipping_is_no_harder():
    html = ours("{% from 'components/skip_next.html' import skip_next %}{{ skip_next() }}")
    assert re.findall(r'name="act" value="(\w+)"', html) == ["next", "skip", "prefer"]


def test_the_law_s_note_is_the_same_bytes_for_everyone():
    source, given = "{% include 'withholding/_always.html' %}", {"checked_on": lambda: "3 Nov 2026"}
    assert ours(source, reader="a", **given) == ours(source, reader="b", key="k", stubs_here=list, **given)
    assert "{% if" not in (ROOT / "templates/withholding/_always.html").read_text()


@pytest.mark.parametrize("claim", ["fact", "observation", "opinion"])
def test_only_their_own_words_stand_in_a_bubble(claim):
    source = "{% from 'components/entry_card.html' import entry_text %}{{ entry_text('Amina left early.', claim) }}"
    assert "so-say" not in ours(source, claim=claim)
    assert "so-say" in ours(source, claim="their_words")


def test_how_sure_we_are_is_said_in_words_and_in_lines():
    source = "{% from 'components/mark.html' import mark %}{{ mark(claim, side) }}"
    said = [ours(source, claim=c, side="own") for c in ("fact", "observation", "opinion", "their_words")]
    assert [re.sub(r"<[^>]+>", "", each).strip() for each in said] == ["Fact", "Seen by staff", "Opinion", "Your words"]
    assert all('aria-hidden="true"' in each for each in said)


def test_words_are_never_markup():
    nasty = "<script>alert(1)</script>&\u202e"
    for source in (
        "{% from 'components/say.html' import say %}{{ say(words, words) }}",
        "{% from 'components/fields.html' import textarea %}{{ textarea('t', 'Say it', words) }}",
        "{% from 'components/fields.html' import text_input %}{{ text_input('t', 'Say it', words, error=words) }}",
        "{% from 'components/summary_list.html' import summary_list %}{{ summary_list([(words, words, '/x')]) }}",
    ):
        assert "<script>" not in ours(source, words=nasty)


def test_a_typed_first_line_break_is_kept():
    html = ours(
        "{% from 'components/fields.html' import textarea %}{{ textarea('t', 'Say it', words) }}", words="\nfirst"
    )
    assert re.search(r">\n\nfirst</textarea>", html), "a browser drops one line break after the tag"


class Everything(Form):
    """One field of each kind that staff forms use."""

    words = TextAreaField("What happened?", [DataRequired("Say what happened.")], description="They will read this.")
    whose = RadioField("Whose words?", choices=dict(OPTIONS))
    group = SelectField("Nearest group", choices=dict(OPTIONS))
    agreed = BooleanField("She agreed")
    name = StringField("Name")
    secret = PasswordField("Password")


FIELDS = """{% from 'components/form_field.html' import form_field %}
{% from 'components/errors.html' import form_errors %}
{{ form_errors(form) }}{% for field in form %}{{ form_field(field) }}{% endfor %}"""


def test_every_kind_of_field_is_labelled_and_keeps_what_was_typed():
    form = Everything(data={"name": "Zoë", "whose": "2", "group": "1", "agreed": True, "secret": "hunter2"})
    html = ours(FIELDS, form=form)
    for target in re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html):
        assert f'for="{target}"' in html
    assert 'value="Zoë"' in html
    assert "hunter2" not in html, "a password is never sent back"
    assert html.count(" checked") == 2


def test_an_error_stands_first_at_the_field_and_for_those_who_listen():
    form = Everything(data={"whose": "1", "group": "1"})
    form.validate()
    html = ours(FIELDS, form=form)
    assert html.index("govuk-error-summary") < html.index("govuk-form-group")
    assert html.count("Say what happened.") == 2
    assert re.search(r'<textarea[^>]*aria-describedby="words-hint words-error"[^>]*aria-invalid="true"', html)


def test_a_chart_is_named_and_its_numbers_stand_in_a_table():
    source = """{% from 'components/goal_chart.html' import goal_chart %}
    {% call goal_chart('How close', 'From 3 to 6.', [('3 Sept', 3, ''), ('19 Nov', 6, '')]) %}<circle/>{% endcall %}"""
    html = ours(source)
    assert re.search(r'<svg[^>]*role="img" aria-labelledby="goal-chart-title goal-chart-finding"', html)
    assert "<circle/>" in html
    assert re.findall(r'<td class="n">(\d)</td>', html) == ["3", "6"]
