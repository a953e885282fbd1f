"""What a tab of the people's side is called. A browser keeps it in its history, for whoever has the phone next. Pure.

So it says what one does there and never what for, about whom or by whose help: one plain word for each kind of page.
The page itself has its whole heading, which screen readers read first.
"""

from survey.i18n import lazy_gettext as _l

OTHERWISE = _l("Page")
BY_FEATURE = {
    "responses": _l("Questions"),
    "consent": _l("Pick"),
    "goals": _l("List"),
    "receipts": _l("Code"),
    "checks": _l("Code"),
    "records": _l("Read"),
    "exports": _l("Keep"),
    "retention": _l("Read"),
    "sharing": _l("Read"),
    "reminders": _l("Pick"),
    "kiosk": _l("Code"),
}
BY_PAGE = {
    "people.code": _l("Code"),
    "people.use_code": _l("Code"),
    "responses.welcome": _l("Start"),
    "records.door": _l("Start"),
    "records.enter": _l("Start"),
    "records.home": _l("Start"),
    "records.closed": _l("Start"),
    "records.relatives": _l("Pick"),
}


def tab_of(endpoint: str | None) -> str:
    """The word for this page."""
    feature = (endpoint or "").partition(".")[0]
    return str(BY_PAGE.get(endpoint or "", BY_FEATURE.get(feature, OTHERWISE)))
