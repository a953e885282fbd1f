"""What I sent, in my opened record, for as long as it is there: links run out, and this does not."""

from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.errors import NotThere
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.questionnaires.views import asked_here
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import form_of_open_record, in_open_record
from survey.records.relatives.views import records
from survey.records.sent import store
from survey.records.views import page
from survey.request_log import unlogged
from survey.responses.copies.copy import Copy, copy_of
from survey.responses.copies.views import as_file
from survey.responses.deleting.store import delete_sent as deleted
from survey.responses.what_changed.store import said_to_person
from survey.responses.what_changed.views import rows_of

__all__ = ["records"]


@records.get("/<lang>/records/open/<key>/sent")
@unlogged
def sent(key: str) -> str:
    """Each round that they answered, and what changed because they told us."""
    here = in_open_record(key)
    with house().database.reading() as session:
        rounds = store.sent_rounds(session, here.person_id)
        said = rows_of(said_to_person(session, here.person_id))
    rows = [(each.id, asked_here(each.questionnaire).title, day_words(each.sent_at, year=True)) for each in rounds]
    return page("records/sent.html", here, rows=rows, said=said)


@records.get("/<lang>/records/open/<key>/sent/<round_id>")
@unlogged
def sent_one(key: str, round_id: str) -> str:
    """A copy of what they sent, to look at, print or save."""
    here = in_open_record(key)
    mine = _copy(here, round_id)
    when = day_words(mine.sent_at, year=True)
    return page("records/sent_one.html", here, copy=mine, when=when, round_id=round_id)


@records.get("/<lang>/records/open/<key>/sent/<round_id>/copy.<kind>")
@unlogged
def sent_file(key: str, round_id: str, kind: str) -> AnyResponse:
    """The same as a file."""
    return as_file(_copy(in_open_record(key), round_id), kind)


def _copy(here: OpenRecord, round_id: str) -> Copy:
    with house().database.reading() as session:
        found = store.sent_round(session, here.person_id, round_id)
    return copy_of(asked_here(found.questionnaire), found.organisation, found.entries, _)


@records.get("/<lang>/records/open/<key>/sent/<round_id>/delete")
@unlogged
def delete_sent(key: str, round_id: str) -> str:
    """What goes and what stays, first."""
    here = in_open_record(key)
    with house().database.reading() as session:
        store.sent_round(session, here.person_id, round_id)
    back = pages.url("records.sent_one", key=key, round_id=round_id)
    return page("responses/delete_sent.html", here, back=back)


@records.post("/<lang>/records/open/<key>/sent/<round_id>/delete")
def sent_deleted(key: str, round_id: str) -> AnyResponse:
    """Delete it. :raise NotThere: where nothing of theirs is there, as after a second tap."""
    here = form_of_open_record(key)
    with house().database.writing() as session:
        if deleted(session, here.person_id, round_id, now=house().clock(), rng=house().rng) is None:
            raise NotThere
    return pages.go("records.sent", key=key)
