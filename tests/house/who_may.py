"""Who may open what: ONE table of every route of both sides and what each named person gets. A route not here fails.

People's side: `stranger` has a made-up link; `amina`, `jordan` and `rosa` (Amina's mother) have their own. What an
address names (a goal, an entry) is Amina's. Staff side: `stranger` is not signed in; Sam works with Amina, Priya
and Jo do not (Jo is of another organisation); Lena manages, Dee is data lead, Carys commissions. Whom an address
names is Amina. Statuses are of a first request with a proper form, or none.
"""

from tests.house.rows import MADE_UP, SIGNING_IN, SKIPS, Row, everyone, people, signed_in, staff
from tests.house.rows_of_figures import FIGURES

PEOPLE_SIDE: dict[str, Row] = {
    # the front door
    "GET /": people(303, 303, 303, 303),
    "GET /go/<token>": people(410, 303, 303, 303),
    "GET /<lang>/code": people(200, 200, 200, 200),
    "POST /<lang>/code": people(422, 422, 422, 422, form={"code": "WR0NGC0D"}),
    "GET /<lang>/help": people(200, 200, 200, 200),
    "GET /<lang>/words": people(200, 200, 200, 200),
    # the public register, and the count of who asked for data: for anyone
    "GET /<lang>/register": people(200, 200, 200, 200),
    "GET /<lang>/register.json": people(200, 200, 200, 200),
    "GET /<lang>/register/requests": people(200, 200, 200, 200),
    "GET /<lang>/register/requests.csv": people(200, 200, 200, 200),
    # releases that the public may read: none has an agreement here; a group's link is nobody's own
    "GET /<lang>/figures": people(200, 200, 200, 200),
    "GET /<lang>/figures/<int:number>.csv": people(404, 404, 404, 404),
    "GET /<lang>/together/<key>": people(410, 410, 410, 410),
    "POST /<lang>/together/<key>": people(410, 403, 403, 403),
    # own words beside figures: in one's own opened record; a parent has none
    "GET /<lang>/voices/<key>": people(410, 200, 200, 404),
    "POST /<lang>/voices/<key>": people(410, 303, 303, 404, form={"act": "yes"}),
    # checking a code or a receipt: anyone, with a link or without
    "GET /<lang>/check": people(200, 200, 200, 200),
    "POST /<lang>/check": people(422, 422, 422, 422, form={"code": "WR0NGC0D"}),
    "GET /<lang>/check/verify.html": people(200, 200, 200, 200),
    "GET /<lang>/check/verify.py": people(200, 200, 200, 200),
    # the log: for anyone, sizes and hashes only; its heads are signed from the tenth entry on
    "GET /log/checkpoint": people(200, 200, 200, 200),
    "GET /log/key": people(200, 200, 200, 200),
    "GET /log/proof/<what>": people(200, 200, 200, 200, what="0"),
    "GET /log/consistency": people(200, 200, 200, 200),
    # choices: each link opens its own person's, whoever holds it
    "GET /<lang>/consent/<token>": people(410, 200, 200, 200),
    "GET /<lang>/consent/<token>/ended": people(410, 200, 200, 200),
    "GET /<lang>/consent/<token>/<purpose>": people(410, 200, 200, 200, purpose="take_part"),
    "POST /<lang>/consent/<token>/<purpose>": people(410, 422, 422, 422, purpose="take_part"),
    # for a child: Amina is 15 and the law asks nobody but her, so nobody is asked (tests/survey/consent/test_carers.py)
    "GET /<lang>/consent/<token>/for/<person_id>/<purpose>": people(410, 404, 404, 404, purpose="use_words"),
    "POST /<lang>/consent/<token>/for/<person_id>/<purpose>": people(410, 404, 404, 404, purpose="use_words"),
    # answering: Amina said Yes and has begun; Jordan has not been asked yet; Rosa has no round
    "GET /<lang>/responses/<token>": people(410, 200, 200, 200),
    "GET /<lang>/responses/<token>/resume": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/<int:page>": people(410, 200, 303, 303),
    "POST /<lang>/responses/<token>/<int:page>": people(410, 303, 409, 409, form=SKIPS),
    # what her phone may keep: the worker, her questions with nothing in them; and clearing it
    "GET /<lang>/responses/<token>/worker.js": people(410, 200, 200, 200),
    "GET /<lang>/responses/<token>/empty": people(410, 200, 404, 404),
    "GET /<lang>/responses/<token>/clear": people(410, 200, 200, 200),
    "POST /<lang>/responses/<token>/clear": people(410, 303, 303, 303),
    "GET /<lang>/cleared": people(200, 200, 200, 200),
    "GET /<lang>/responses/<token>/check": people(410, 303, 303, 303),  # there is nothing to check yet
    "POST /<lang>/responses/<token>/check": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/copy": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/done": people(410, 303, 303, 303),
    # after sending: nobody here has sent yet (tests/survey/responses/test_their_say_after.py)
    "GET /<lang>/responses/<token>/copy.<kind>": people(410, 303, 303, 303, kind="html"),
    "POST /<lang>/responses/<token>/change": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/change/leave": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/delete": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/delete": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/again": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/board": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/board": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/board/<int:seq>/vote": people(410, 404, 404, 404),
    "POST /<lang>/responses/<token>/board/<int:seq>/back": people(410, 404, 404, 404),
    "GET /<lang>/responses/<token>/discard": people(410, 200, 303, 303),
    "POST /<lang>/responses/<token>/discard": people(410, 303, 303, 303),
    # reminders: one's own, where there are questions to finish; stopping works with any link there ever was
    "GET /<lang>/reminders/<token>": people(410, 200, 200, 404),
    "POST /<lang>/reminders/<token>": people(410, 422, 422, 404),
    "GET /<lang>/reminders/<token>/code": people(410, 303, 303, 404),
    "POST /<lang>/reminders/<token>/code": people(410, 422, 422, 404, form={"code": "123456"}),
    "POST /<lang>/reminders/<token>/stop": people(410, 303, 303, 404),
    "GET /stop/<token>": people(410, 303, 303, 303),
    "GET /<lang>/reminders/<token>/end": people(410, 200, 200, 200),
    "POST /<lang>/reminders/<token>/end": people(410, 303, 303, 303),
    # a screen that others use too: the code page is for anyone; staying is for a link that is open there
    "GET /<lang>/kiosk/<key>": people(200, 200, 200, 200, key="kiosk"),
    "POST /<lang>/kiosk/<key>": people(422, 422, 422, 422, form={"code": "WR0NGC0D"}, key="kiosk"),
    "GET /<lang>/kiosk/<token>/still": people(200, 200, 200, 200, token="at_kiosk"),
    "POST /<lang>/kiosk/<token>/here": people(404, 404, 404, 404),
    "POST /<lang>/kiosk/<token>/done": people(303, 303, 303, 303),
    "GET /<lang>/kiosk/closed": people(200, 200, 200, 200),
    # a device that Sam handed to Amina: its address, and nothing else, opens it; a form has to be its own
    "GET /<lang>/kiosk/with/<key>": people(200, 200, 200, 200, key="handed"),
    "POST /<lang>/kiosk/with/<key>": people(403, 403, 403, 403, key="handed"),
    # goals: one's own; Amina's is not there for anyone else's link
    "GET /<lang>/goals/<token>": people(410, 200, 200, 200),
    "GET /<lang>/goals/<token>/new": people(410, 200, 200, 200),
    "POST /<lang>/goals/<token>/new": people(410, 422, 422, 422),
    "GET /<lang>/goals/<token>/<int:goal>": people(410, 200, 404, 404),
    "GET /<lang>/goals/<token>/<int:goal>/rate": people(410, 200, 404, 404),
    "POST /<lang>/goals/<token>/<int:goal>/rate": people(410, 303, 404, 404, form={"rating": "6"}),
    "GET /<lang>/goals/<token>/<int:goal>/close": people(410, 303, 404, 404),
    "POST /<lang>/goals/<token>/<int:goal>/close": people(410, 303, 404, 404, form={"how": "achieved"}),
    "POST /<lang>/goals/<token>/<int:goal>/resume": people(410, 303, 404, 404),
    "POST /<lang>/goals/<token>/<int:goal>/share": people(410, 303, 404, 404, form={"shared": "yes"}),
    "GET /<lang>/goals/<token>/<int:goal>/group": people(410, 200, 404, 404),
    "POST /<lang>/goals/<token>/<int:goal>/group": people(410, 422, 404, 404),
    # what one said over time: one's own, by the link for a day after sending, or in an opened record
    "GET /<lang>/results/<token>": people(410, 303, 303, 303),
    "GET /<lang>/results/open/<key>": people(410, 200, 200, 200),
    # receipts: one's own acts under one's own link; Amina's goal has none for anyone else's
    "GET /<lang>/receipts/<token>": people(410, 200, 200, 200),
    "POST /<lang>/receipts/<token>": people(410, 422, 422, 422),
    "GET /<lang>/receipts/<token>/<int:seq>": people(410, 200, 404, 404, seq="goal"),
    "GET /<lang>/receipts/<token>/<int:seq>/alone": people(410, 200, 404, 404, seq="goal"),
    "GET /<lang>/receipts/<token>/<int:seq>/code.txt": people(410, 200, 404, 404, seq="goal"),
    # my record: the link opens the door; only an opened record's key shows anything, and only its own person's
    "GET /<lang>/records/<token>/door": people(410, 200, 200, 200),
    "POST /<lang>/records/<token>/door": people(410, 422, 422, 422),
    "GET /<lang>/records/<token>/closed": people(410, 200, 200, 200),
    "GET /<lang>/records/home/<key>": people(410, 200, 200, 200),
    "GET /<lang>/records/leave/<key>": people(303, 303, 303, 303),  # shut or not, it leads away
    # what each relative can see: picked by the young person alone; Rosa has no family here
    "GET /<lang>/records/open/<key>/family": people(410, 200, 200, 200),
    "POST /<lang>/records/open/<key>/family/<int:seq>": people(410, 303, 404, 404, seq="relation"),
    "GET /<lang>/records/open/<key>": people(410, 200, 200, 200),
    "GET /<lang>/records/open/<key>/paper": people(410, 200, 200, 200),
    # what one sent: one's own, by round; Jordan has sent something here
    "GET /<lang>/records/open/<key>/sent": people(410, 200, 200, 200),
    "GET /<lang>/records/open/<key>/sent/<round_id>": people(410, 404, 200, 404),
    "GET /<lang>/records/open/<key>/sent/<round_id>/copy.<kind>": people(410, 404, 200, 404, kind="html"),
    "GET /<lang>/records/open/<key>/sent/<round_id>/delete": people(410, 404, 200, 404),
    "POST /<lang>/records/open/<key>/sent/<round_id>/delete": people(410, 404, 303, 404),
    "GET /<lang>/records/open/<key>/looks": people(410, 200, 200, 200),
    "GET /<lang>/records/open/<key>/months": people(410, 200, 200, 200),
    "GET /<lang>/records/open/<key>/missing": people(410, 200, 200, 200),
    "POST /<lang>/records/open/<key>/missing": people(410, 422, 422, 422),
    "GET /<lang>/records/open/<key>/<int:seq>/challenge": people(410, 200, 404, 404),
    "POST /<lang>/records/open/<key>/<int:seq>/challenge": people(410, 303, 404, 404, form={"kind": "wrong_fact"}),
    "GET /<lang>/records/open/<key>/<int:seq>/side": people(410, 200, 404, 404),
    "POST /<lang>/records/open/<key>/<int:seq>/side": people(410, 303, 404, 404, form={"words": "It was loud."}),
    "GET /<lang>/records/open/<key>/challenges/<int:seq>": people(410, 200, 404, 404, seq="challenge"),
    "POST /<lang>/records/open/<key>/challenges/<int:seq>/withdraw": people(410, 303, 404, 404, seq="challenge"),
    # nobody has asked her anything about it, and her answer is not late: there is nothing to write back, or to take on
    "POST /<lang>/records/open/<key>/challenges/<int:seq>/answer": people(
        410, 409, 404, 404, form={"words": "In May."}, seq="challenge"
    ),
    "POST /<lang>/records/open/<key>/challenges/<int:seq>/further": people(
        410, 409, 404, 404, form={"to": "independent"}, seq="challenge"
    ),
    "GET /<lang>/records/open/<key>/words/<int:seq>/away": people(410, 200, 404, 404, seq="words"),
    "POST /<lang>/records/open/<key>/words/<int:seq>/away": people(410, 303, 404, 404, seq="words"),
    # nobody speaks for Amina: not her mother either (tests/survey/records/test_speaking_up.py)
    "GET /<lang>/records/open/<key>/about/<person_id>/<int:seq>/challenge": people(410, 404, 404, 404),
    "POST /<lang>/records/open/<key>/about/<person_id>/<int:seq>/challenge": people(
        410, 404, 404, 404, form={"kind": "wrong_fact"}
    ),
    "GET /<lang>/records/open/<key>/about/<person_id>/told": people(410, 404, 404, 404),
    "POST /<lang>/records/open/<key>/close": people(410, 303, 303, 303),
    # the receipt of an entry: with the opened record of whom it is about, or of a relative who has it on a card
    "GET /<lang>/records/open/<key>/<int:seq>/receipt": people(410, 200, 404, 200),
    "GET /<lang>/records/open/<key>/<int:seq>/receipt/alone": people(410, 200, 404, 200),
    "GET /<lang>/records/open/<key>/<int:seq>/receipt/code.txt": people(410, 200, 404, 200),
    # taking it along: an opened record's own; a relative's file of what they were granted
    "GET /<lang>/exports/open/<key>": people(410, 200, 200, 200),
    "GET /<lang>/exports/open/<key>/saved.html": people(410, 200, 200, 200),
    "GET /<lang>/exports/open/<key>/about/<person_id>/saved.html": people(410, 404, 404, 200),
    "GET /<lang>/exports/open/<key>/choices/<kind>.json": people(410, 200, 404, 404, kind="kantara"),
    "GET /<lang>/exports/open/<key>/choices/<int:seq>/<kind>.json": people(
        410, 404, 404, 404, kind="kantara"
    ),  # a note
    # how long it is kept, and what is about to be erased: one's own
    # who was told: what an opened record's own person is asked and knows; a link for whoever gets a share
    # what the law keeps from someone: anyone may ask for a fresh look, whether or not there is anything
    "GET /<lang>/withholding/<key>": people(410, 200, 200, 200),
    "POST /<lang>/withholding/<key>": people(410, 303, 303, 303),
    "GET /<lang>/sharing/mine/<key>": people(410, 200, 200, 200),
    "POST /<lang>/sharing/mine/<key>/<int:seq>": people(410, 303, 303, 303, seq="share"),
    "GET /<lang>/sharing/got/<token>": people(410, 410, 410, 410),  # nobody's own link is a link to a share
    "POST /<lang>/sharing/got/<token>": people(410, 410, 410, 410),
    "GET /<lang>/retention/<key>": people(410, 200, 200, 200),
    "POST /<lang>/retention/<key>/<int:seq>/keep": people(410, 303, 404, 404, seq="coming"),
    # a relative: what was granted to Rosa of Amina; Amina has granted nothing to herself here
    "GET /<lang>/records/open/<key>/about/<person_id>": people(410, 404, 404, 200),
    "GET /<lang>/records/open/<key>/about/<person_id>/paper": people(410, 404, 404, 200),
}

MINE = {"sam": 200, "priya": 404, "jo": 404}  # a person on Sam's caseload: for other practitioners, not there
READING = MINE | {"lena": 404}  # a manager reads through broken glass only
ANY_WORKER = {"sam": 200, "priya": 200, "jo": 200}
CHALLENGE = {"seq": "challenge"}
TIE = {"seq": "relation"}
KEEPS_FAMILY = MINE | {"lena": 200}
SENT_BACK = {"sam": 422, "lena": 422}
KEEPERS = {"lena": 200, "dee": 200}
PUT_RIGHT = {"seq": "put_right"}

ALERT, WATCH = {"seq": "alert"}, {"seq": "watch"}
ON_THE_ROUTE = {"sam": 200, "priya": 404, "jo": 404, "lena": 404}  # who manages is told of none either

STAFF_SIDE: dict[str, Row] = {
    # watched answers: an alert is for those on its route alone; managers and data leads keep the routes
    "GET /safety/": staff(**ANY_WORKER, lena=200),
    "GET /safety/<int:seq>": staff(**ON_THE_ROUTE, names=ALERT),
    "POST /safety/<int:seq>/take": staff(**ON_THE_ROUTE | {"sam": 303}, names=ALERT),
    "POST /safety/<int:seq>/close": staff(**ON_THE_ROUTE | {"sam": 409}, names=ALERT),  # nobody has it yet
    "POST /safety/routes/<int:seq>/got": staff(sam=409, priya=404, jo=404, lena=404, names=WATCH),  # it is answered
    "GET /safety/routes": staff(**KEEPERS),
    "GET /safety/routes/new/<questionnaire>/<int:version>": staff(lena=200),
    "POST /safety/routes/new/<questionnaire>/<int:version>": staff(lena=422),
    "GET /safety/routes/<int:seq>": staff(**KEEPERS, names=WATCH),
    "POST /safety/routes/<int:seq>/confirm": staff(lena=409, dee=303, names={"seq": "proposed_watch"}),
    "POST /safety/routes/<int:seq>/test": staff(lena=303, dee=409, names=WATCH),  # one is under way then
    "POST /safety/routes/<int:seq>/end": staff(lena=303, dee=409, names=WATCH),  # it is over then
    # accounts: one's own, by session or by a one-time link; a made-up link is gone for everyone
    "GET /": signed_in(302),
    "GET /accounts/": signed_in(200),
    "GET /accounts/set-password/<token>": everyone(410, token=MADE_UP),
    "POST /accounts/set-password/<token>": everyone(410, token=MADE_UP),
    # Flask-Security's own pages: signing in is for strangers, factors and passwords are one's own
    "GET /accounts/login": Row(SIGNING_IN),
    "POST /accounts/login": Row(SIGNING_IN | {"stranger": 422}),
    "GET /accounts/wan-signin": Row(SIGNING_IN),
    "POST /accounts/wan-signin": Row(SIGNING_IN),
    "POST /accounts/wan-signin/<token>": everyone(302, token=MADE_UP),
    "GET /accounts/logout": everyone(302),
    "POST /accounts/logout": everyone(302),
    "GET /accounts/change": signed_in(200),
    "POST /accounts/change": signed_in(422),
    "GET /accounts/verify": signed_in(200),
    "POST /accounts/verify": signed_in(422),
    "GET /accounts/mf-recovery": everyone(302),
    "POST /accounts/mf-recovery": everyone(302),
    "GET /accounts/mf-recovery-codes": signed_in(200),
    "POST /accounts/mf-recovery-codes": signed_in(200),
    "GET /accounts/tf-rescue": everyone(404),
    "POST /accounts/tf-rescue": everyone(404),
    "GET /accounts/tf-select": everyone(404),
    "POST /accounts/tf-select": everyone(404),
    "GET /accounts/tf-setup": signed_in(200),
    "POST /accounts/tf-setup": signed_in(422),
    "POST /accounts/tf-setup/<token>": everyone(302, token=MADE_UP),
    "GET /accounts/tf-validate": everyone(302),
    "POST /accounts/tf-validate": everyone(302),
    "GET /accounts/wan-register": signed_in(200),
    "POST /accounts/wan-register": signed_in(422),
    "POST /accounts/wan-register/<token>": everyone(302, token=MADE_UP),
    "GET /accounts/wan-delete": everyone(302),
    "POST /accounts/wan-delete": everyone(302),
    "GET /accounts/wan-verify": signed_in(200),
    "POST /accounts/wan-verify": signed_in(200),
    "POST /accounts/wan-verify/<token>": everyone(302, token=MADE_UP),
    # people: a practitioner's own caseload
    "GET /people/": staff(**ANY_WORKER),
    "GET /people/new": staff(**ANY_WORKER),
    "POST /people/new": staff(sam=422, priya=422, jo=422),
    "GET /people/organisation": staff(lena=200),
    "GET /people/<person_id>": staff(**READING),
    # finding by name, and breaking glass: one's own organisation, for those who work with people there
    "GET /people/search": staff(**ANY_WORKER, lena=200),
    "POST /people/search": staff(**ANY_WORKER, lena=200, form={"name": "Amina"}),
    "GET /people/<person_id>/glass": staff(sam=200, priya=200, jo=404, lena=200),
    "POST /people/<person_id>/glass": staff(sam=303, priya=422, jo=404, lena=422),
    "GET /people/broken": staff(lena=200),
    # who may see what of her, kept right by her worker and a manager of her organisation; an order ends by a manager
    "GET /people/<person_id>/relations": staff(**KEEPS_FAMILY),
    "GET /people/<person_id>/relations/<int:seq>": staff(**KEEPS_FAMILY, names=TIE),
    "GET /people/<person_id>/relations/<int:seq>/evidence": staff(**KEEPS_FAMILY, names=TIE),
    "POST /people/<person_id>/relations/<int:seq>/evidence": staff(
        **KEEPS_FAMILY | SENT_BACK, names=TIE, form={"shown": "hearsay"}
    ),
    "GET /people/<person_id>/relations/<int:seq>/sees": staff(**KEEPS_FAMILY, names=TIE),
    "POST /people/<person_id>/relations/<int:seq>/sees": staff(**KEEPS_FAMILY | SENT_BACK, names=TIE),
    "GET /people/<person_id>/relations/<int:seq>/restrict": staff(**KEEPS_FAMILY, names=TIE),
    "POST /people/<person_id>/relations/<int:seq>/restrict": staff(**KEEPS_FAMILY | SENT_BACK, names=TIE),
    "POST /people/<person_id>/relations/<int:seq>/end": staff(**KEEPS_FAMILY | {"sam": 303, "lena": 404}, names=TIE),
    "GET /people/<person_id>/relations/orders/<int:seq>/lift": staff(lena=200, names={"seq": "order"}),
    "POST /people/<person_id>/relations/orders/<int:seq>/lift": staff(lena=422, names={"seq": "order"}),
    "GET /people/<person_id>/invite": staff(**MINE),
    "POST /people/<person_id>/invite": staff(**MINE),
    "POST /people/<person_id>/end-links": staff(**MINE | {"sam": 303}),
    "GET /people/<person_id>/family": staff(**MINE),
    "POST /people/<person_id>/family": staff(**MINE | {"sam": 422}),
    # choices on paper or aloud: one's own caseload; a Yes that was none: a manager or data lead of that organisation
    "GET /consent/<person_id>": staff(**MINE),
    "GET /consent/<person_id>/<purpose>": staff(**MINE, names={"purpose": "count_me"}),
    "POST /consent/<person_id>/<purpose>": staff(**MINE | {"sam": 422}, names={"purpose": "count_me"}),
    "GET /consent/found": staff(lena=200, dee=200),
    "GET /consent/found/<int:seq>": staff(lena=200, dee=200, names={"seq": "yes"}),
    "POST /consent/found/<int:seq>": staff(lena=422, dee=422, names={"seq": "yes"}),
    # answers and goals of a person on one's caseload; answers because Amina said her worker may
    "GET /responses/<person_id>": staff(**MINE),
    # what young people say we should ask: of one's own organisation alone; here it is Jordan's
    "GET /responses/board": staff(sam=200, priya=200, jo=200, lena=200),
    "POST /responses/board/<int:seq>": staff(
        form={"act": "show"}, names={"seq": "suggestion"}, sam=303, priya=303, jo=404, lena=303
    ),
    "POST /responses/board/<int:seq>/who": staff(names={"seq": "suggestion"}, sam=200, priya=200, jo=404, lena=200),
    "GET /responses/changed": staff(lena=200),
    "POST /responses/changed": staff(lena=422),
    "POST /responses/changed/<int:seq>/withdraw": staff(names={"seq": "said_back"}, lena=303),
    "GET /goals/<person_id>": staff(**READING),
    "GET /goals/<person_id>/new": staff(**MINE),
    "POST /goals/<person_id>/new": staff(**MINE | {"sam": 422}),
    "GET /goals/<person_id>/<int:goal>/rate": staff(**MINE),
    "POST /goals/<person_id>/<int:goal>/rate": staff(**MINE | {"sam": 422}),
    # records: notes on one's own caseload; a challenge is answered by a colleague who did not write the entry
    "GET /records/<person_id>": staff(**READING),
    "GET /records/<person_id>/new": staff(**MINE),
    "POST /records/<person_id>/new": staff(**MINE | {"sam": 422}),
    "GET /records/<person_id>/key": staff(**MINE),
    "POST /records/<person_id>/key": staff(**MINE | {"sam": 404}),  # she has not chosen one yet: nothing to recover
    "GET /records/owed": staff(**ANY_WORKER, lena=200, dee=200),
    "GET /records/owed/<int:seq>": staff(sam=403, priya=200, jo=404, lena=403, dee=200, names=CHALLENGE),
    "POST /records/owed/<int:seq>": staff(sam=403, priya=422, jo=404, lena=403, dee=422, names=CHALLENGE),
    "POST /records/owed/<int:seq>/done": staff(lena=409, dee=409, names=CHALLENGE),  # it is not answered yet
    # a manager who had no part in it lets it be used while it is on hold, and so answers no more; data leads can end it
    "GET /records/released": staff(lena=200, dee=200),
    "GET /records/owed/<int:seq>/release": staff(lena=200, names=CHALLENGE),
    "POST /records/owed/<int:seq>/release": staff(lena=422, names=CHALLENGE),
    "POST /records/released/<int:seq>/end": staff(lena=303, dee=409, names={"seq": "override"}),
    # a whole record, for someone who asked on paper: the data lead, who has to name them and say why
    "GET /exports/": staff(dee=200),
    "POST /exports/": staff(dee=422),
    # erasing: managers and data leads of her own organisation; Lena proposed it, so Dee signs; Dee placed the hold
    # keeping something from someone: by whoever works with them; two sign; managers and data leads look again
    "GET /withholding/": staff(**KEEPERS),
    "POST /withholding/round": staff(lena=303, dee=303),
    "GET /withholding/of/<person_id>": staff(sam=200, priya=404, jo=404),
    "GET /withholding/of/<person_id>/<int:seq>": staff(sam=200, priya=404, jo=404),
    "POST /withholding/of/<person_id>/<int:seq>": staff(sam=422, priya=404, jo=404),
    "GET /withholding/<int:seq>": staff(sam=200, priya=404, jo=404, **KEEPERS, names={"seq": "seal"}),
    "POST /withholding/<int:seq>/sign": staff(lena=303, dee=409, names={"seq": "seal"}),  # once
    "POST /withholding/<int:seq>/renew": staff(lena=422, dee=422, names={"seq": "seal"}),
    "POST /withholding/<int:seq>/end": staff(lena=422, dee=422, names={"seq": "seal"}),
    "GET /sharing/": staff(sam=200, priya=200, jo=200, **KEEPERS),
    "GET /sharing/<person_id>/new": staff(sam=200, priya=404, jo=404),
    "POST /sharing/<person_id>/new": staff(sam=422, priya=404, jo=404),
    "GET /sharing/<person_id>/not": staff(sam=200, priya=404, jo=404),
    "POST /sharing/<person_id>/not": staff(sam=422, priya=404, jo=404),
    "GET /sharing/<int:seq>": staff(sam=200, priya=404, jo=404, **KEEPERS, names={"seq": "share"}),
    "POST /sharing/<int:seq>/yes": staff(lena=200, dee=409, names={"seq": "share"}),  # once
    "POST /sharing/<int:seq>/link": staff(sam=409, priya=404, jo=404, lena=409, dee=409, names={"seq": "share"}),
    "POST /sharing/<int:seq>/no": staff(lena=422, dee=422, names={"seq": "share"}),
    "POST /sharing/<int:seq>/tell": staff(lena=303, dee=303, names={"seq": "share"}),
    "POST /sharing/<int:seq>/later": staff(lena=422, dee=422, names={"seq": "share"}),
    "POST /sharing/<int:seq>/stop": staff(
        sam=303, priya=404, jo=404, lena=409, dee=409, names={"seq": "share"}
    ),  # once, by whoever proposed it or decides
    "GET /sharing/put-right": staff(sam=200, priya=200, jo=200, **KEEPERS),
    "GET /sharing/put-right/<int:seq>": staff(sam=200, priya=404, jo=404, **KEEPERS, names=PUT_RIGHT),
    "POST /sharing/put-right/<int:seq>/link": staff(sam=200, priya=404, jo=404, **KEEPERS, names=PUT_RIGHT),
    "POST /sharing/put-right/<int:seq>/ask": staff(sam=303, priya=404, jo=404, lena=303, dee=303, names=PUT_RIGHT),
    "POST /sharing/put-right/<int:seq>/cannot": staff(lena=422, dee=422, names=PUT_RIGHT),
    "GET /sharing/requests": staff(**KEEPERS),
    "GET /sharing/requests/nobody": staff(**KEEPERS),
    "POST /sharing/requests/nobody": staff(lena=422, dee=422),
    "GET /sharing/<person_id>/request": staff(**KEEPERS),
    "POST /sharing/<person_id>/request": staff(lena=422, dee=422),
    "GET /sharing/requests/<int:seq>": staff(**KEEPERS, names={"seq": "request"}),
    "POST /sharing/requests/<int:seq>/weigh": staff(lena=422, dee=422, names={"seq": "request"}),
    # what they agree to is what they read: it goes along, and without it there is nothing to agree to
    "POST /sharing/requests/<int:seq>/decide": staff(lena=409, dee=409, names={"seq": "request"}),
    "POST /sharing/requests/<int:seq>/put-off": staff(lena=409, dee=409, names={"seq": "request"}),
    "POST /sharing/requests/<int:seq>/tell": staff(lena=409, dee=409, names={"seq": "request"}),  # not decided yet
    "POST /sharing/requests/<int:seq>/later": staff(lena=422, dee=422, names={"seq": "request"}),
    "POST /sharing/requests/<int:seq>/went": staff(lena=422, dee=422, names={"seq": "request"}),
    "GET /retention/": staff(**KEEPERS),
    "GET /retention/people": staff(**KEEPERS),
    "POST /retention/people": staff(lena=422, dee=422),
    "GET /retention/people/<person_id>": staff(**KEEPERS),
    "POST /retention/people/<person_id>": staff(lena=422, dee=422),
    "GET /retention/people/<person_id>/hold": staff(**KEEPERS),
    "POST /retention/people/<person_id>/hold": staff(lena=422, dee=422),
    "GET /retention/holds": staff(**KEEPERS),
    "GET /retention/holds/<int:seq>/lift": staff(**KEEPERS, names={"seq": "hold"}),
    "POST /retention/holds/<int:seq>/lift": staff(lena=422, dee=422, names={"seq": "hold"}),
    "GET /retention/rules": staff(**KEEPERS),
    "GET /retention/<int:seq>": staff(**KEEPERS, names={"seq": "erasure"}),
    "POST /retention/<int:seq>/approve": staff(lena=403, dee=303, names={"seq": "erasure"}),
    "POST /retention/<int:seq>/stop": staff(lena=422, dee=422, names={"seq": "erasure"}),
    # the log: who outside could tell, for those who answer for it
    "GET /log/": staff(lena=200, dee=200),
    **FIGURES,
    # screens that others use too: managers of their own organisation; handing over: whoever works with them
    "GET /kiosks/": staff(lena=200),
    "POST /kiosks/": staff(lena=422),
    "POST /kiosks/<int:screen_id>/end": staff(lena=303),
    "GET /kiosks/together/<person_id>": staff(sam=200, priya=404, jo=404),
    "POST /kiosks/together/<person_id>": staff(form={"round": "autumn"}, sam=303, priya=404, jo=404),
}
