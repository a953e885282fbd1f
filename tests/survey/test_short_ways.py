"""The short ways of the people's side lead where Flask's and Werkzeug's own lead (decision 0084)."""

import gzip
import re
from io import BytesIO

import pytest
from flask import Flask, Response
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Request

from survey.addresses import ANY_LINK, Addresses
from survey.answered import Answered
from survey.app import Sayso
from survey.asked import SHORT, Asked
from survey.headers import compressed

LINK, FORM = "1" + "aB3_-" * 6 + "zz", "application/x-www-form-urlencoded"
BODIES = (
    b"",
    b"a=1&b=&c&&=d&a=2",
    b"words=a+b%26c%C3%A9&x=%zz",
    "naïve=é&b=ا".encode(),
    b"a=\xff&b=1",
    b"a=b=c&d==&e=.-_",
    b"a=1;b=2&c=%00",
)


def sent(body: bytes, **more: object) -> dict:
    about = {"method": "POST", "input_stream": BytesIO(body), "content_length": len(body), "content_type": FORM}
    return EnvironBuilder(path="/?", **(about | more)).get_environ()


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("said", [FORM, f"{FORM};charset=UTF-8", f"{FORM}; charset=utf-8", "text/plain", ""])
def test_a_form_is_read_as_werkzeug_reads_it(body: bytes, said: str):
    ours, theirs = Asked(sent(body, content_type=said)), Request(sent(body, content_type=said))
    assert list(ours.form.items(multi=True)) == list(theirs.form.items(multi=True))
    assert not ours.files
    assert ours.stream.read() == b"" or "form" not in said


def test_a_long_form_is_read_too_and_a_body_that_was_taken_stays_taken():
    words = b"a=" + b"b" * SHORT
    assert len(Asked(sent(words)).form["a"]) == SHORT
    taken = Asked(sent(b"a=1"))
    assert taken.get_data(parse_form_data=False) == b"a=1"
    assert taken.form["a"] == "1"


def test_half_a_form_is_no_form():
    """The phone went out of reach on the way: what came of the last answer is not what they wrote."""
    with pytest.raises(ClientDisconnected):
        _ = Asked(sent(b"words=I am not o") | {"CONTENT_LENGTH": "20", "wsgi.input_terminated": True}).form


@pytest.mark.parametrize("query", ["", "kept=3", "a=1&a=2&b", "x=%20y"])
def test_what_stands_behind_an_address_is_read_as_werkzeug_reads_it(query: str):
    environ = EnvironBuilder(query_string=query).get_environ()
    assert list(Asked(environ).args.items(multi=True)) == list(Request(environ).args.items(multi=True))


def addresses_to_try(sayso: Sayso) -> list[str]:
    """Every rule with a link in it; and what one may type: no link, one too long, a slash too many, half of it."""
    rules = sorted(rule.rule for rule in sayso.people.url_map.iter_rules() if "<token>" in rule.rule)
    filled = [re.sub(r"<int:\w+>", "3", rule.replace("<lang>", "en")) for rule in rules]
    typed = [made.replace("<token>", link) for made in filled[::9] for link in (ANY_LINK, "1short", f"{LINK}x")]
    odd = [
        (f"{made}/", made.replace("/en/", "/en//", 1), made.rpartition("/")[0], f"{made}/{ANY_LINK}") for made in typed
    ]
    return [*(made.replace("<token>", LINK) for made in filled), *typed, *(path for each in odd for path in each)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_leads_where_werkzeug_says(sayso: Sayso):
    rules, seen = sayso.people.url_map, set()
    for path in addresses_to_try(sayso):
        for method in ("GET", "POST"):
            environ = EnvironBuilder(path=path, method=method, base_url="http://Local.Host:8000/").get_environ()
            theirs = led(rules.bind_to_environ(environ, subdomain=""))
            for _again in range(2):  # the second time from what is known
                assert led(Addresses(rules, Asked(environ))) == theirs, path
            seen.add(theirs[0])
    assert len(seen) > 60


def led(adapter: Addresses) -> tuple[str, object]:
    try:
        rule, named = adapter.match(return_rule=True)
    except HTTPException as error:
        return f"{error.code} {getattr(error, 'new_url', '')}", getattr(error, "valid_methods", None) and True
    return str(rule), dict(named)


def answers(kind: type[Response]) -> list[Response]:
    """One of each that our pages give, and some that they do not."""
    listening = kind("after")
    listening.call_on_close(lambda: None)
    return [
        kind("é" * 700),
        kind(b"", status=303, headers={"Location": "/en/responses/x/2?kept=3"}),
        kind("", status=303, headers={"Location": "/en/a b/ü"}),
        kind(status=204),
        kind("x", status=304, headers={"ETag": "1"}),
        kind(["a", "b"]),
        kind(iter([b"a"]), mimetype="text/csv"),
        kind("no", status=404),
        listening,
    ]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_an_answer_goes_out_as_flask_sends_it(method: str):
    environ = EnvironBuilder(method=method).get_environ()
    with Flask("side").app_context():
        for ours, theirs in zip(answers(Answered), answers(Response), strict=True):
            one, other = run_wsgi_app(ours, environ, buffered=True), run_wsgi_app(theirs, environ, buffered=True)
            assert b"".join(one[0]) == b"".join(other[0])
            assert (one[1], sorted(one[2])) == (other[1], sorted(other[2]))


@pytest.mark.parametrize("head", [b"", b"<!doctype html><style>" + b".a{color:red}" * 900])
@pytest.mark.parametrize("rest", [b"", b"</style><p>short", b"</style>" + bytes(range(256)) * 300])
def test_what_is_compressed_is_what_was_given(head: bytes, rest: bytes):
    for _again in range(2):  # the second from a copy
        assert gzip.decompress(compressed(head + rest)) == head + rest
