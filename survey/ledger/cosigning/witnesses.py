"""Which witnesses are ours to ask: from the setting, each its key and, unless files are carried, its address. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from survey.errors import DomainError
from survey.ledger.note import COSIGNATURE, NoteWrong, VerifierKey, read_key

_SCHEMES = ("@https://", "@http://")


class WitnessUnclear(DomainError):
    """SAYSO_WITNESSES names a witness that cannot be read."""


@dataclass(frozen=True)
class OurWitness:
    """A witness we know: whose signature is believed, and where it is asked. Without an address, files are carried."""

    key: VerifierKey
    url: str | None


def read_witnesses(setting: Iterable[str]) -> tuple[OurWitness, ...]:
    """The witnesses in the setting. :raise WitnessUnclear: says which is not written as it should be."""
    return tuple(_witness(each) for each in setting)


def _witness(text: str) -> OurWitness:
    vkey, url = text, None
    for scheme in _SCHEMES:
        if scheme in text:
            vkey, _, rest = text.partition(scheme)
            url = scheme[1:] + rest.rstrip("/")
    try:
        key = read_key(vkey)
    except NoteWrong as error:
        raise WitnessUnclear(f"SAYSO_WITNESSES has “{text}”. Expected: the witness's key, @, its address.") from error
    if key.kind != COSIGNATURE:
        raise WitnessUnclear(f"SAYSO_WITNESSES has “{text}”. That is the key of a log, not of a witness.")
    return OurWitness(key, url)
