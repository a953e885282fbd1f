"""The cast: named people whom tests speak of.

Amina (15) works with Sam at Harbour; Rosa is her mother. Jordan (17) works with Priya, also at Harbour. Jo works at
Northshore and must see neither. Lena manages at Harbour, Dee is data lead, Carys commissions and sees releases only.
"""

from dataclasses import dataclass

from survey.house import House
from survey.people import store
from survey.people.person import Kind
from survey.people.relation import Relation


@dataclass(frozen=True)
class Cast:
    """Each person's id."""

    amina: str
    jordan: str
    rosa: str
    sam: str
    priya: str
    jo: str
    lena: str
    dee: str
    carys: str


def gather(house: House) -> Cast:
    """Put the cast into a database, through the application's own functions."""
    now, rng = house.clock(), house.rng
    with house.database.writing() as session:
        for organisation, name in (("harbour", "Harbour Youth Project"), ("northshore", "Northshore Council")):
            store.add_organisation(session, organisation, name)
        store.add_area(session, "B01", "Eastmere", "borough")
        store.add_area(session, "W01", "Quayside", "ward", "B01")

        def add(kind: Kind, name: str, born: str | None = None, organisation: str | None = "harbour") -> str:
            area = "W01" if kind is Kind.YOUNG_PERSON else None
            who = {"kind": kind, "name": name, "born": born, "organisation_id": organisation, "area_code": area}
            return store.add_person(session, by=None, now=now, rng=rng, **who)

        staff = {name.lower(): add(Kind.STAFF, full, organisation=organisation) for name, full, organisation in STAFF}
        amina = add(Kind.YOUNG_PERSON, "Amina", "2011-03")
        jordan = add(Kind.YOUNG_PERSON, "Jordan", "2009-01")
        rosa = add(Kind.FAMILY, "Rosa", organisation=None)
        links = ((Relation.WORKS_WITH, staff["sam"], amina, ()), (Relation.WORKS_WITH, staff["priya"], jordan, ()))
        for kind, from_id, to_id, sees in (*links, (Relation.PARENT, rosa, amina, ("goals", "notes"))):
            store.relate(session, kind, from_id, to_id, by=staff["lena"], now=now, rng=rng, sees=sees)
    return Cast(amina, jordan, rosa, **staff)


STAFF = (
    ("Sam", "Sam Okafor", "harbour"),
    ("Priya", "Priya Nair", "harbour"),
    ("Jo", "Jo Reid", "northshore"),
    ("Lena", "Lena Marsh", "harbour"),
    ("Dee", "Dee Walsh", "harbour"),
    ("Carys", "Carys Bevan", "northshore"),
)
