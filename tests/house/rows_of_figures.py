"""Who may open pages of figures: a part of the one table in who_may.py. One release is there, and the next cohort."""

from tests.house.rows import Row, staff

ANY_WORKER = {"sam": 200, "priya": 200, "jo": 200}
READERS = ANY_WORKER | {"lena": 200, "dee": 200, "carys": 200}  # whoever an agreement is with: the list is theirs alone
NO_RELEASE = dict.fromkeys(READERS, 404)
A_RELEASE = NO_RELEASE | {"dee": 200, "carys": 200}  # an agreement lets commissioners in; workers here have none
WRITES = NO_RELEASE | {"dee": 422, "carys": 422}
WITH_GROUPS = dict.fromkeys(("sam", "priya", "jo", "lena"), 404)

FIGURES: dict[str, Row] = {
    # figures: releases for those who read them, cohorts for the data lead alone
    "GET /impact/": staff(**READERS),
    "GET /impact/methods": staff(**READERS),
    "GET /impact/<int:number>": staff(**A_RELEASE),
    "GET /impact/<int:number>/measures": staff(**A_RELEASE),
    "GET /impact/<int:number>/groups": staff(**A_RELEASE),
    "GET /impact/<int:number>/places": staff(**A_RELEASE),
    "GET /impact/<int:number>/over-time": staff(**A_RELEASE),
    "GET /impact/<int:number>/missing": staff(**A_RELEASE),
    "GET /impact/<int:number>/given": staff(**A_RELEASE),
    "GET /impact/<int:number>/readings": staff(**A_RELEASE),
    "GET /impact/<int:number>/audit": staff(**A_RELEASE),
    "GET /impact/<int:number>/print": staff(**A_RELEASE),
    "GET /impact/<int:number>/places/<code>": staff(**A_RELEASE, names={"code": "E08000003"}),
    "GET /impact/<int:number>/files/<name>": staff(**NO_RELEASE | {"dee": 200}, names={"name": "figures.csv"}),
    "GET /impact/<int:number>/figure/<path:table>": staff(**A_RELEASE, names={"table": "headline"}),
    "GET /impact/cohorts": staff(dee=200),
    "POST /impact/cohorts": staff(dee=422),
    "GET /impact/cohorts/<int:number>/close": staff(dee=200),
    "POST /impact/cohorts/<int:number>/close": staff(dee=303),
    "POST /impact/cohorts/<int:number>/last-day": staff(dee=422, form={"closes_on": "2027-03-31"}),
    "GET /impact/cohorts/releases/<int:number>/withdraw": staff(dee=200),
    "POST /impact/cohorts/releases/<int:number>/withdraw": staff(dee=303, form={"why": "Sent twice."}),
    "GET /impact/cohorts/<int:number>/closing": staff(dee=303),
    "POST /impact/cohorts/<int:number>/closing": staff(dee=303),
    # agreements about releases: data leads make them; what a service gave: its manager writes it down
    "GET /impact/agreements/": staff(dee=200),
    "POST /impact/agreements/": staff(dee=422),
    "POST /impact/agreements/<int:seq>/end": staff(dee=303, names={"seq": "agreement"}),
    "GET /areas/": staff(dee=200),
    # the reading room of that release: the page of a missing one for whoever has no agreement
    "GET /impact/<int:number>/say": staff(**A_RELEASE),
    "POST /impact/<int:number>/say/reading": staff(**WRITES),
    "POST /impact/<int:number>/say/reading/<int:seq>/withdraw": staff(
        **NO_RELEASE | {"carys": 303}, names={"seq": "reading"}
    ),
    "POST /impact/<int:number>/say/group": staff(**WITH_GROUPS),
    "POST /impact/<int:number>/say/group/<int:which>": staff(**WITH_GROUPS, names={"which": "seq"}),
    "POST /impact/<int:number>/say/question": staff(**WRITES),
    "GET /impact/<int:number>/say/question/<int:seq>": staff(lena=404, dee=200, names={"seq": "asked"}),
    "POST /impact/<int:number>/say/question/<int:seq>": staff(lena=404, dee=422, names={"seq": "asked"}),
    "POST /impact/<int:number>/say/promise": staff(lena=404, carys=422),
    "GET /impact/<int:number>/say/promise/<int:seq>": staff(lena=404, carys=200, names={"seq": "promised"}),
    "POST /impact/<int:number>/say/promise/<int:seq>": staff(lena=404, carys=422, names={"seq": "promised"}),
    # own words that wait to be read: by managers of the young person's organisation
    "GET /voices/": staff(lena=200),
    "GET /voices/<int:seq>": staff(lena=200, names={"seq": "quote"}),
    "POST /voices/<int:seq>": staff(lena=422, names={"seq": "quote"}),
    "GET /activity/": staff(lena=200),
    "POST /activity/": staff(lena=422),
}
