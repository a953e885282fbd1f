"""What each row of a release is called. English here and in downloads; pages look the words up in their language."""

from outcomes.impact.coverage import Missing


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


LABELS: dict[str, str] = {
    "figure": N_("In the figure"),
    "known": N_("Young people these services knew"),
    "missing": N_("Not in the figure"),
    "rated": N_("What they chose, rated more than once"),
    "change": N_("Change in rating, first to latest"),
    "shape/further": N_("Further away (down 1 or more)"),
    "shape/same": N_("About the same"),
    "shape/closer": N_("A bit closer (up 1 to 3)"),
    "shape/much_closer": N_("A lot closer (up 4 or more)"),
    "age/8-10": N_("8 to 10"),
    "age/11-15": N_("11 to 15"),
    "age/16-17": N_("16 to 17"),
    "age/18-25": N_("18 to 25"),
    "gender/girl": N_("Girl or young woman"),
    "gender/boy": N_("Boy or young man"),
    "gender/another": N_("Another word of their own"),
    "gender/not_said": N_("Not said"),
    f"missing/{Missing.NOT_ASKED}": N_("We did not ask"),
    f"missing/{Missing.NOT_SURE}": N_("They said not sure yet"),
    f"missing/{Missing.SAID_NO}": N_("They said no"),
    f"missing/{Missing.TOOK_BACK}": N_("They took their yes back"),
    f"missing/{Missing.CONTESTED}": N_("They say their entry is not right"),
    f"missing/{Missing.NO_OUTCOME}": N_("They have not chosen an outcome"),
    f"missing/{Missing.TOO_SOON}": N_("It is too soon to count what they chose"),
    f"missing/{Missing.BEFORE}": N_("They were counted before, and nothing new has ended"),
}
