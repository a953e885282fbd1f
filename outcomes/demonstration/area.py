"""An area that is on no map: two boroughs, twelve wards, three organisations, and the staff who work there.

Codes begin with X, which no statistics office uses. One ward name is in both boroughs, as happens: codes never repeat.
"""

from dataclasses import dataclass
from datetime import date

from survey.people.role import Role

BOROUGHS: tuple[tuple[str, str], ...] = (("X08000001", "Eastmere"), ("X08000002", "Calderbourne"))

# code, name, borough, and how many of every hundred young people live there
WARDS: tuple[tuple[str, str, str, int], ...] = (
    ("X05000101", "Quayside", "X08000001", 14),
    ("X05000102", "Lanternfield", "X08000001", 12),
    ("X05000103", "Old Ropewalk", "X08000001", 10),
    ("X05000104", "Gullscar", "X08000001", 8),
    ("X05000105", "Saltings", "X08000001", 6),
    ("X05000106", "Priors Holt", "X08000001", 5),
    ("X05000201", "Millrace", "X08000002", 12),
    ("X05000202", "Copperhill", "X08000002", 10),
    ("X05000203", "Sallowfield", "X08000002", 8),
    ("X05000204", "Weavers Row", "X08000002", 7),
    ("X05000205", "Tarn Side", "X08000002", 5),
    ("X05000206", "Priors Holt", "X08000002", 3),
)

ORGANISATIONS: tuple[tuple[str, str], ...] = (
    ("harbour", "Harbour Youth Project"),
    ("lantern", "The Lantern Rooms"),
    ("eastmere", "Eastmere Early Help Team"),
)


@dataclass(frozen=True)
class StaffPlan:
    """A member of staff: a short key to speak of them by, and what they may do here."""

    key: str
    name: str
    organisation: str
    roles: tuple[Role, ...]


STAFF: tuple[StaffPlan, ...] = (
    StaffPlan("sam", "Sam Okafor", "harbour", (Role.PRACTITIONER,)),
    StaffPlan("priya", "Priya Nair", "harbour", (Role.PRACTITIONER,)),
    StaffPlan("tomasz", "Tomasz Zielony", "lantern", (Role.PRACTITIONER,)),
    StaffPlan("grace", "Grace Adeyinka", "lantern", (Role.PRACTITIONER,)),
    StaffPlan("hal", "Hal Merriden", "eastmere", (Role.PRACTITIONER,)),
    StaffPlan("noor", "Noor Rahimi", "eastmere", (Role.PRACTITIONER,)),
    StaffPlan("lena", "Lena Marsh", "harbour", (Role.MANAGER,)),
    StaffPlan("ivo", "Ivo Larkfield", "lantern", (Role.MANAGER,)),
    StaffPlan("bea", "Bea Thornley", "eastmere", (Role.MANAGER,)),
    StaffPlan("dee", "Dee Walsh", "harbour", (Role.DATA_LEAD,)),
    StaffPlan("carys", "Carys Bevan", "eastmere", (Role.COMMISSIONER,)),
)

PRACTITIONERS = tuple(each for each in STAFF if Role.PRACTITIONER in each.roles)
MANAGER_OF = {each.organisation: each.key for each in STAFF if Role.MANAGER in each.roles}


def colleague_of(key: str) -> str:
    """The other practitioner of the same organisation: who answers a challenge, who takes over."""
    own = next(each for each in PRACTITIONERS if each.key == key)
    return next(each.key for each in PRACTITIONERS if each.organisation == own.organisation and each.key != key)


# Each wave of asking: its season, its first and its last day. The autumn stays open for whoever visits.
SEASONS = {1: ("spring", date(2026, 1, 5), date(2026, 6, 30)), 2: ("autumn", date(2026, 5, 1), date(2027, 12, 31))}


def round_id(organisation: str, questionnaire: str, wave: int) -> str:
    """A round's short code: harbour-strands-autumn."""
    return f"{organisation}-{questionnaire}-{SEASONS[wave][0]}".replace("_", "-")
