"""What gunicorn serves in a benchmark: Sayso as the environment says, or the smallest Flask there is."""

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
