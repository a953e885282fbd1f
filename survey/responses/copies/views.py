"""Handing a copy over: as a page that opens without us, as text, or as a table. Its name says nothing of what it is."""

from flask import Response, make_response
from markupsafe import Markup

from survey import pages
from survey.errors import NotThere
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.responses.copies.copy import Copy, as_table, as_text
from survey.stylesheet import stylesheet

FORMS = {"html": "text/html", "txt": "text/plain", "csv": "text/csv"}


def as_file(copy: Copy, form: str) -> Response:
    """The copy in one of its forms. :raise NotThere: for any other."""
    if form not in FORMS:
        raise NotThere
    when = day_words(copy.sent_at, year=True)
    if form == "html":
        style = Markup(f"<style>{stylesheet().decode()}</style>")  # noqa: S704 - our own stylesheet
        text = pages.render("responses/copy_file.html", copy=copy, when=when, side="own", style=style, block="")
    elif form == "txt":
        text = as_text(copy, when)
    else:
        text = as_table(copy, (_("Question"), _("Your answer")))
    response = make_response(text)
    response.mimetype = FORMS[form]
    response.headers["Content-Disposition"] = f'attachment; filename="saved.{form}"'
    return response
