"""Who may open pages of figures: a part of the one table in who_may.py. There is no release in that world."""

from tests.house.rows import Row, staff

ANY_WORKER = {"sam": 200, "priya": 200, "jo": 200}
READERS = ANY_WORKER | {"lena": 200, "dee": 200, "carys": 200}  # whoever an agreement is with: the list is theirs alone
NO_RELEASE = dict.fromkeys(READERS, 404)
WITH_GROUPS = dict.fromkeys(("sam", "priya", "jo", "lena"), 404)

FIGURES: dict[str, Row] = {
    # figures: releases for those who read them, cohorts for the data lead alone
    "GET /impact/": staff(**READERS),
    "GET /impact/methods": staff(**READERS),
    "GET /impact/<int:number>": staff(**NO_RELEASE),
    "GET /impact/<int:number>/measures": staff(**NO_RELEASE),
    "GET /impact/<int:number>/groups": staff(**NO_RELEASE),
    "GET /impact/<int:number>/places": staff(**NO_RELEASE),
    "GET /impact/<int:number>/over-time": staff(**NO_RELEASE),
    "GET /impact/<int:number>/missing": staff(**NO_RELEASE),
    "GET /impact/<int:number>/given": staff(**NO_RELEASE),
    "GET /impact/<int:number>/readings": staff(**NO_RELEASE),
    "GET /impact/<int:number>/audit": staff(**NO_RELEASE),
    "GET /impact/<int:number>/print": staff(**NO_RELEASE),
    "GET /impact/<int:number>/places/<code>": staff(**NO_RELEASE, names={"code": "borough"}),
    "GET /impact/<int:number>/files/<name>": staff(**NO_RELEASE, names={"name": "figures.csv"}),
    "GET /impact/<int:number>/figure/<path:table>": staff(**NO_RELEASE, names={"table": "headline"}),
    "GET /impact/cohorts": staff(dee=200),
    "POST /impact/cohorts": staff(dee=422),
    "GET /impact/cohorts/<int:number>/close": staff(dee=404),
    "POST /impact/cohorts/<int:number>/close": staff(dee=404),
    "POST /impact/cohorts/<int:number>/last-day": staff(dee=404, form={"closes_on": "2027-03-31"}),
    "GET /impact/cohorts/releases/<int:number>/withdraw": staff(dee=404),
    "POST /impact/cohorts/releases/<int:number>/withdraw": staff(dee=404, form={"why": "Sent twice."}),
    "GET /impact/cohorts/<int:number>/closing": staff(dee=404),
    "POST /impact/cohorts/<int:number>/closing": staff(dee=404),
    # agreements about releases: data leads make them; what a service gave: its manager writes it down
    "GET /impact/agreements/": staff(dee=200),
    "POST /impact/agreements/": staff(dee=422),
    "POST /impact/agreements/<int:seq>/end": staff(dee=303, names={"seq": "agreement"}),
    "GET /areas/": staff(dee=200),
    # the reading room of a release that is not there: the page of a missing one, for whoever might read it
    "GET /impact/<int:number>/say": staff(**NO_RELEASE),
    "POST /impact/<int:number>/say/reading": staff(**NO_RELEASE),
    "POST /impact/<int:number>/say/reading/<int:seq>/withdraw": staff(**NO_RELEASE),
    "POST /impact/<int:number>/say/group": staff(**WITH_GROUPS),
    "POST /impact/<int:number>/say/group/<int:which>": staff(**WITH_GROUPS, names={"which": "seq"}),
    "POST /impact/<int:number>/say/question": staff(**NO_RELEASE),
    "GET /impact/<int:number>/say/question/<int:seq>": staff(lena=404, dee=404),
    "POST /impact/<int:number>/say/question/<int:seq>": staff(lena=404, dee=404),
    "POST /impact/<int:number>/say/promise": staff(lena=404, carys=404),
    "GET /impact/<int:number>/say/promise/<int:seq>": staff(lena=404, carys=404),
    "POST /impact/<int:number>/say/promise/<int:seq>": staff(lena=404, carys=404),
    # own words that wait to be read: by managers of the young person's organisation
    "GET /voices/": staff(lena=200),
    "GET /voices/<int:seq>": staff(lena=200, names={"seq": "quote"}),
    "POST /voices/<int:seq>": staff(lena=422, names={"seq": "quote"}),
    "GET /activity/": staff(lena=200),
    "POST /activity/": staff(lena=422),
}
