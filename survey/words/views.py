"""About the words of a page: for anyone, and nothing is kept of who reads it."""

from flask import Blueprint

from survey import pages
from survey.house import house
from survey.request_log import unlogged

words = Blueprint("words", __name__)


@words.get("/<lang>/words")
@unlogged
def about() -> str:
    """Whether a speaker has checked the words of this language, and whom to tell of a wrong one."""
    contact = house().settings.words_email
    return pages.render("words/about.html", reviewed_by=pages.language().reviewed_by, contact=contact)
