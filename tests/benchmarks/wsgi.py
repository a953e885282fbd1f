"""What gunicorn serves in a benchmark: Sayso as the environment says, or the smallest Flask there is."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from survey.app import Sayso, create_app
from survey.settings import Settings

hello = Flask("hello")


@hello.route("/", defaults={"_path": ""}, methods=["GET", "POST"])
@hello.route("/<path:_path>", methods=["GET", "POST"])
def say_hello(_path: str) -> str:
    return "Hello"


def sayso() -> Sayso:
    """Both sides, for `gunicorn tests.benchmarks.wsgi:sayso()`."""
    return create_app(Settings.from_env())


LINE = "<p><label>{} <input type=checkbox> A line to read, and one to tap</label></p>"
HEAD = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><link rel=icon href='data:,'>"
PLAIN = (HEAD + "<title>7 KB</title>" + "".join(map(LINE.format, range(90)))).encode()


def plain(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A page of 7 KB without style or script, beside ours in tests/benchmarks/lighthouse.py."""
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PLAIN)))])
    return [PLAIN]
