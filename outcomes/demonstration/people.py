"""Invented people: first names from the many places families come from, and an initial for a surname.

With an initial only, no name here can be anybody's.
"""

import random
from dataclasses import dataclass, field


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


GIRLS = _names(
    "Aaliyah Abigail Aisha Amara Amelia Anya Asha Ava Bethan Caoimhe Chloe Daisy Demi Efua Elif Ella Emily Erin "
    "Esme Eva Farah Fatima Freya Grace Gracie Hafsa Halima Hana Hannah Holly Ifeoma Imogen Ines Isla Ivy Jasmine "
    "Keira Khadija Kiran Lacey Laila Leah Lily Lola Lucy Maisie Maja Mariam Maya Mei Mia Millie Molly Nadia Naomi "
    "Nia Niamh Nimra Oliwia Olivia Orla Phoebe Poppy Priti Rania Rhiannon Rosie Ruby Safiya Saoirse Shanice "
    "Simran Skye Sofia Sumaya Tegan Tia Willow Yasmin Zainab Zara Zofia Zoe"
)
BOYS = _names(
    "Aaron Abdi Adam Aiden Alfie Amir Archie Arjun Ayaan Bilal Blake Brandon Callum Cameron Charlie Cian Connor "
    "Daniel David Deshawn Dylan Ebrahim Eesa Elijah Emeka Ethan Ewan Ezra Faisal Femi Filip Finley Frankie "
    "Freddie George Hamza Harley Harry Hassan Idris Ibrahim Isaac Jack Jaden Jakub Jamal Jayden Joel Josh Kacper "
    "Kai Kamran Kieran Kwame Leo Lewis Liam Logan Luca Lucas Mason Mateo Mohammed Musa Nathan Noah Oisin Oliver "
    "Omar Oscar Owen Rafi Reece Rhys Riley Ronan Rowan Ryan Samir Sami Sean Stefan Tariq Theo Tobi Tyler Yusuf "
    "Zac Zain"
)
ANY = _names("Alex Ash Charlie Dakota Eden Ellis Frankie Jamie Jordan Jules Kit Morgan Quinn Remi Robin Rowan Sage Sky")
MOTHERS = _names(
    "Agnieszka Amal Amina Angela Beata Carol Chantelle Dawn Donna Emma Farzana Funmi Gemma Hodan Jackie Joanne "
    "Kelly Leanne Lisa Mandy Michelle Nasreen Natalie Patience Rachel Rosa Ruksana Sandra Sharon Shazia Siobhan "
    "Tracey Wendy"
)
FATHERS = _names(
    "Abdul Andrew Asif Colin Craig Darren Dave Emeka Gary Gareth Imran Jason Karl Kwesi Lee Marek Martin Mo "
    "Nadeem Neil Olu Patrick Paul Piotr Rob Shaun Simon Steve Tony Wayne Yusuf"
)
INITIALS = "ABCDEFGHJKLMNOPRSTW"

GENDERS: tuple[tuple[str, int], ...] = (("girl", 49), ("boy", 45), ("non-binary", 2), ("prefer not to say", 3), ("", 1))
ETHNICITIES: tuple[tuple[str, int], ...] = (
    ("White British", 46),
    ("Pakistani", 11),
    ("Black African", 8),
    ("Mixed: White and Black Caribbean", 6),
    ("Polish", 5),
    ("Bangladeshi", 4),
    ("Somali", 4),
    ("Indian", 3),
    ("White and Asian", 3),
    ("Black Caribbean", 3),
    ("Arab", 2),
    ("Irish Traveller", 1),
    ("Roma", 1),
    ("Scouse and Nigerian", 1),
    ("prefer not to say", 2),
)
FAMILY_KINDS: tuple[tuple[str, int], ...] = (
    ("mother", 58),
    ("father", 18),
    ("grandparent", 10),
    ("foster carer", 9),
    ("sister", 5),
)
PRONOUNS = {"girl": ("she", "her", "her"), "boy": ("he", "him", "his")}
LANGUAGES = ("Polish", "Somali", "Urdu", "Arabic", "Bengali", "Romanian", "British Sign Language", "Punjabi")


@dataclass(frozen=True)
class FamilyPlan:
    """A family member: who they are to the young person, and the parts of the record they were granted."""

    name: str
    tie: str
    sees: tuple[str, ...]


@dataclass(frozen=True)
class PersonPlan:
    """A young person before anything has happened. `described` is in their own terms."""

    name: str
    born: str
    age: int
    ward: str
    gender: str
    described: dict[str, str] = field(default_factory=dict)
    family: FamilyPlan | None = None

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def pronouns(self) -> dict[str, str]:
        """Words for filling in a note: {they}, {them}, {their}, {They}, {Their}, {name}."""
        they, them, their = PRONOUNS.get(self.gender, ("they", "them", "their"))
        words = {"they": they, "them": them, "their": their, "They": they.capitalize(), "Their": their.capitalize()}
        return words | {"name": self.first_name}


def weighted(rng: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    """One of the choices, as often as its weight says."""
    return rng.choices([each for each, _ in choices], [weight for _, weight in choices])[0]


def somebody(rng: random.Random, wards: tuple[tuple[str, int], ...]) -> PersonPlan:
    """A young person aged 8 to 24 in January 2026. Most are between ten and eighteen."""
    age = int(rng.triangular(8, 24.99, 13))
    gender = weighted(rng, GENDERS)
    first = rng.choice({"girl": GIRLS, "boy": BOYS}.get(gender, ANY))
    initial = rng.choice(INITIALS)
    return PersonPlan(
        name=f"{first} {initial}.",
        born=f"{2025 - age}-{rng.randint(2, 12):02d}",
        age=age,
        ward=weighted(rng, wards),
        gender=gender,
        described=_described(rng, gender),
        family=_family(rng, age, initial),
    )


def _described(rng: random.Random, gender: str) -> dict[str, str]:
    said = {"gender": gender, "ethnicity": weighted(rng, ETHNICITIES)}
    if rng.random() < 0.14:
        said["language at home"] = rng.choice(LANGUAGES)
    if rng.random() < 0.06:
        said["looks after someone"] = "yes"
    return {label: words for label, words in said.items() if words}


def _family(rng: random.Random, age: int, initial: str) -> FamilyPlan | None:
    if rng.random() > (0.85 if age < 16 else 0.45 if age < 18 else 0.12):
        return None
    tie = weighted(rng, FAMILY_KINDS)
    mother = tie in ("mother", "sister") or (tie != "father" and rng.random() < 0.7)
    sees = (
        ("goals", "notes", "profile")
        if age < 13
        else rng.choice((("goals", "notes"), ("goals",), ("goals", "profile"), ()))
    )
    return FamilyPlan(f"{rng.choice(MOTHERS if mother else FATHERS)} {initial}.", tie, sees)
