"""How one person stands to another."""

from enum import StrEnum


class Relation(StrEnum):
    """From the first person to the second: a worker works with a young person, a parent is parent of one."""

    WORKS_WITH = "works_with"
    PARENT = "parent"
    CARER = "carer"
    SIBLING = "sibling"
    ADVOCATE = "advocate"
    LINE = "line"  # between staff: the first leads the second


FAMILY = (Relation.PARENT, Relation.CARER, Relation.SIBLING, Relation.ADVOCATE)
