"""The forms that a counted thing takes in a language, as CLDR has them, each with the numbers it is for."""

from dataclasses import dataclass

# nplurals and plural as gettext reads them. For cy and ar the order is CLDR's: zero, one, two, few, many, other.
PLURAL_FORMS = {
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "ur": "nplurals=2; plural=(n != 1);",
    "so": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True)
class Form:
    """A form, by the first numbers that take it. With `only` one number the form may leave the number out."""

    numbers: tuple[int, ...]
    only: bool

    @property
    def words(self) -> str:
        """As a translator is told: for 1; for 3, 4, 5 …"""
        listed = ", ".join(map(str, self.numbers))
        return f"for {listed}" if self.only else f"for {listed} …"


_FORMS: dict[str, list[tuple[int, ...]]] = {
    "cy": [(0,), (1,), (2,), (3,), (6,), (4, 5, 7)],
    "pl": [(1,), (2, 3, 4, 22), (0, 5, 12, 25)],
    "uk": [(1, 21, 31), (2, 3, 4, 22), (0, 5, 11, 12)],
    "ar": [(0,), (1,), (2,), (3, 4, 10, 103), (11, 12, 99), (100, 101, 102)],
    "ur": [(1,), (0, 2, 3)],
    "so": [(1,), (0, 2, 3)],
}


def forms_of(language: str) -> tuple[Form, ...]:
    """Every form of a counted text in this language, in the order of its catalogue."""
    return tuple(Form(numbers, only=len(numbers) == 1) for numbers in _FORMS[language])
