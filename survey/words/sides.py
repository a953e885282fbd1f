"""Which messages must be in every language: those that young people and families read. The staff side is in English.

One list for all: the catalogues, the spreadsheets for translators and the tests are made by it.
"""

from pathlib import PurePath

STAFF_ONLY = {
    *("desk", "desk_pages", "accounts", "security", "cli", "staff", "form_field"),
    *("impact", "activity", "demonstration"),
}

ASKED_OF_STAFF = {
    "survey/people/forms.py",
    "survey/people/relations/forms.py",
    "survey/records/notes/forms.py",
    "survey/retention/forms.py",
    "survey/responses/board/forms.py",
    "survey/records/answering/staff_words.py",
    "survey/records/answering/forms.py",
    "survey/records/override/forms.py",
    "survey/safety/forms.py",
    "survey/sharing/forms.py",
    "survey/sharing/requests/forms.py",
    "survey/sharing/share.py",
    "survey/sharing/request.py",
    "outcomes/areas/deprivation.py",
    "templates/layouts/release.html",
}

FOR_PEOPLE = {  # among what is staff's, what young people, families and the public read
    "outcomes/impact/access/views.py",
    "outcomes/impact/readings/views.py",
    "outcomes/impact/voices/telling.py",
    "outcomes/impact/voices/views.py",
    "templates/impact/access/figures.html",
    "templates/impact/room/together.html",
    "templates/impact/voices/mine.html",
}


def is_for_people(path: PurePath) -> bool:
    """Whether young people or families read what this file says. `path`: from the top of the checkout."""
    if path.as_posix() in FOR_PEOPLE:
        return True
    return path.as_posix() not in ASKED_OF_STAFF and not any(PurePath(part).stem in STAFF_ONLY for part in path.parts)
