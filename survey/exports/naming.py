"""Names that say nothing of anyone: for people, entries and texts, as URIs that any format takes. Pure."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID


def person_uri(person_id: str) -> str:
    """A person by their pseudonym: urn:uuid over its 128 bits (RFC 9562, format only)."""
    return f"urn:uuid:{UUID(hex=person_id)}"


def hash_uri(digest: bytes) -> str:
    """Something by its SHA-256 (RFC 6920): ni:///sha-256;…"""
    return "ni:///sha-256;" + urlsafe_b64encode(digest).rstrip(b"=").decode()


def resource_uri(kind: str, leaf: bytes) -> str:
    """The resource of this kind that is made from an entry: the same entry gives the same name each time."""
    return f"urn:uuid:{UUID(bytes=sha256(kind.encode() + b':' + leaf).digest()[:16])}"
