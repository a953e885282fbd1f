"""What a member of staff may do here."""

from enum import StrEnum


class Role(StrEnum):
    """One or more to an account."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    DATA_LEAD = "data_lead"
    COMMISSIONER = "commissioner"  # releases only, never a person
    ANALYST = "analyst"  # releases only, as their agreement says
