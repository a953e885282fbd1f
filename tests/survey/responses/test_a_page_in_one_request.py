"""The page's script sends the same form with a header of ours, and has the next page's main part in the same answer."""

from urllib.parse import unquote

import pytest
from flask import Response, request

from survey.part import main_of, parts
from survey.side import PeopleSide
from tests.survey.responses.answering import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MAIN, NONE = {"X-Sayso-Part": "main"}, {"X-Sayso-Part": "none"}


@pytest.fixture
def amina(sayso, cast):
    at_her_phone = begin(sayso, cast.amina, "strands")
    at_her_phone.starts()
    return at_her_phone


def test_the_next_page_comes_with_the_answer_and_is_the_one_a_plain_form_leads_to(amina):
    form = amina.form(1) | {"feelings_1": "1", "act": "next"}
    given = amina.client.post(amina.address(1), data=form, headers=MAIN)
    assert given.status_code == 200
    assert given.headers["X-Sayso-At"] == amina.address(2)
    assert given.headers["X-Sayso-Kept"] == "1"
    plain = amina.client.post(amina.address(1), data=form)
    assert (plain.status_code, plain.location) == (303, amina.address(2))
    whole = amina.sees(2)
    assert main_of(whole.data) == (given.data, unquote(given.headers["X-Sayso-Title"]))
    assert given.text.startswith("<main")
    assert given.text.endswith("</main>")
    for name in ("Content-Security-Policy", "Cache-Control", "Referrer-Policy"):
        assert given.headers[name] == whole.headers[name]


def test_a_page_that_is_not_right_yet_comes_back_with_what_to_fix(amina):
    given = amina.client.post(amina.address(1), data=amina.form(1) | {"feelings_1": "77"}, headers=MAIN)
    assert given.status_code == 422
    assert given.headers["X-Sayso-At"] == amina.address(1)
    assert 'class="govuk-error-summary' in given.text
    assert "X-Sayso-Kept" not in given.headers


def test_a_save_can_be_acknowledged_with_nothing_more(amina):
    form = amina.form(1) | {"feelings_1": "1"}
    given = amina.client.post(amina.address(1), data=form, headers=NONE)
    assert (given.status_code, given.data, given.headers["X-Sayso-Kept"]) == (204, b"", "1")
    assert amina.client.post(amina.address(1), data={"act": "next"}, headers=NONE).status_code == 403


def test_back_asks_for_a_part_too_and_another_language_has_its_own(amina):
    given = amina.client.get(f"{amina.address(1)}?from=check", headers=MAIN)
    assert given.headers["X-Sayso-At"] == f"{amina.address(1)}?from=check"
    assert given.text.startswith("<main")
    assert amina.client.get(amina.address(99), headers=MAIN).status_code == 404


def test_sending_by_the_script_is_sending(amina):
    for page in range(1, 6):
        amina.taps(page, "skip")
    given = amina.client.post(amina.address("check"), data=amina.form("check"), headers=MAIN)
    assert given.status_code == 200
    assert given.headers["X-Sayso-At"] == amina.address("done")


@pytest.mark.parametrize(
    ("root", "to"),
    [
        ("/here", "https://elsewhere.example/"),
        ("", "//elsewhere.example/"),
        ("/here", "/another"),
        ("/here", "/here-not/2"),
        ("", ""),
    ],
)
def test_it_is_never_led_out_of_the_application(root, to, database_url):
    side, asked = _leading(to)
    answer = side.test_client().post("/1", headers=MAIN, environ_overrides={"SCRIPT_NAME": root})
    assert (answer.status_code, answer.text, asked) == (303, "", ["POST /1"])


def test_a_circle_ends(database_url):
    side, asked = _leading("/round")
    assert side.test_client().post("/1", headers=MAIN).status_code == 303
    assert asked[:2] == ["POST /1", "GET /round"]
    assert len(asked) < 9


def _leading(to):
    """An application whose every page leads there, and what it was asked."""
    side, asked = PeopleSide("leading"), []

    @side.route("/<path:_path>", methods=["GET", "POST"])
    def lead(_path):
        asked.append(f"{request.method} {request.path}")
        return Response(status=303, headers={"Location": to})

    side.wsgi_app = parts(side.wsgi_app)
    return side, asked
