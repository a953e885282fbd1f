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
    f"missing/{Missing.COULD_NOT_BE_ASKED}": N_("We could not ask them: every link we gave ran out"),
    f"missing/{Missing.INVITED}": N_("We asked, and they have not said"),
    f"missing/{Missing.NOT_SURE}": N_("They said not sure yet"),
    f"missing/{Missing.SAID_NO}": N_("They said no"),
    f"missing/{Missing.TOOK_BACK}": N_("They took their yes back"),
    f"missing/{Missing.CONTESTED}": N_("They say their entry is not right"),
    f"missing/{Missing.SKIPPED}": N_("They answered, and left this blank"),
    f"missing/{Missing.NO_OUTCOME}": N_("They have not chosen an outcome"),
    f"missing/{Missing.TOO_SOON}": N_("It is too soon to count what they chose"),
    f"missing/{Missing.BEFORE}": N_("They were counted before, and nothing new has ended"),
    f"missing/{Missing.LEFT}": N_("Their record was erased"),
    "reached": N_("Reached an outcome they chose"),
}

WAVES: dict[str, str] = {
    "before": N_("First time"),
    "after": N_("Latest time"),
    "change": N_("Change"),
    "latest": N_("Latest time"),
}

MEASURES: dict[str, str] = {
    "strengths": N_("Strengths"),
    "circumstances": N_("Circumstances"),
    "clusters": N_("Strengths, by what young people say they can do"),
    "strands": N_("Feelings, temper, focus, friends and kindness"),
    "sdq": N_("Strengths and difficulties (SDQ)"),
    "sdq_teacher": N_("Strengths and difficulties (SDQ), told by teachers"),
    "ons_wellbeing": N_("Wellbeing"),
    "ons_loneliness": N_("Loneliness"),
    "swemwbs": N_("Wellbeing (SWEMWBS)"),
    "experience": N_("How it was to get help"),
}

SIZE = N_("As it is (d_av)")
SIZE_CORRECTED = N_("Corrected for few people (g_av)")

# how large a mean change is called, by convention, in standard deviations
EFFECTS: tuple[tuple[float, str], ...] = (
    (0.8, N_("by convention a large change")),
    (0.5, N_("by convention a medium change")),
    (0.2, N_("by convention a small change")),
    (0.0, N_("by convention next to no change")),
)

TRUST: dict[str, str] = {
    "alpha": N_("Do its questions hang together? (alpha, from 0 to 1)"),
    "missing": N_("No score here: not asked, asked only once, or too much left out"),
    "floor": N_("At the lowest end of the scale already"),
    "ceiling": N_("At the highest end of the scale already"),
}

# what the audit of a release counted, in the order it is told
AUDIT: dict[str, str] = {
    "programme": N_("Programme of tables"),
    "tables": N_("Tables"),
    "cells": N_("Counts in them"),
    "shown": N_("Counts shown"),
    "hidden": N_("Counts hidden, for whatever reason"),
    "targets": N_("Small groups attacked, to the nearest ten"),
    "by_example": N_("Cleared by an example"),
    "solves": N_("Linear programs solved"),
    "narrowest": N_("Fewest values left to any"),
    "outcomes": N_("Outcomes of young people shown to be certain to nobody"),
    "recounted": N_("Examples counted again from their people"),
    "sampled": N_("Small groups attacked anew, drawn at random"),
    "sample_narrowest": N_("Fewest values left to any of those"),
    "insiders": N_("Services tried as insiders"),
    "earlier": N_("Figures of earlier releases in the attack"),
    "seconds": N_("Seconds"),
}

WORDS: dict[str, str] = {"few": N_("few"), "nearly_all": N_("nearly all"), "nearly all": N_("nearly all")}

INPUTS: dict[str, str] = {
    "staff": N_("Staff (full-time equivalents)"),
    "cost": N_("Cost (pounds)"),
}

OUTPUTS: dict[str, str] = {
    "sessions": N_("Sessions"),
    "hours": N_("Hours with young people"),
}
