"""What the tables and rows of a release are called, and the notes that stand with them; labels.py has the rest."""

from outcomes.impact.labels import LABELS, N_

TITLES: dict[str, str] = {
    "headline": N_("Reached an outcome they chose"),
    "achieved": N_("Reached an outcome they chose"),
    "shape": N_("First rating to latest rating"),
    "coverage": N_("Who is in the figure, and who is missing"),
    "coverage_by_age": N_("Who is in the figure, and who is missing, by age"),
    "coverage_by_borough": N_("Who is in the figure, and who is missing, by borough"),
    "cluster": N_("What the outcomes are about"),
    "age": N_("Age"),
    "gender": N_("How they describe themselves"),
    "ethnicity": N_("How they describe their ethnicity"),
    "region": N_("Region"),
    "borough": N_("Borough"),
    "ward": N_("Ward"),
    "deprivation": N_("How deprived the area is"),
    "age_by_gender": N_("Age and how they describe themselves"),
    "borough_by_age": N_("Borough and age"),
    "quarter": N_("Quarter"),
    "inputs": N_("What was given"),
}

ROWS: dict[str, str] = LABELS | {
    "achieved/yes": N_("Reached"),
    "achieved/not_yet": N_("Not yet"),
    "change/improved": N_("Better"),
    "change/no_change": N_("No reliable change"),
    "change/worse": N_("Worse"),
    "change/up": N_("A better answer the second time"),
    "change/same": N_("The same answer"),
    "change/down": N_("A worse answer the second time"),
    "gender/another": N_("Another word of their own"),
    "ethnicity/asian": N_("Asian"),
    "ethnicity/black": N_("Black"),
    "ethnicity/mixed": N_("More than one"),
    "ethnicity/white": N_("White"),
    "ethnicity/other": N_("Another group of the census"),
    "ethnicity/another": N_("Other words of their own"),
    "ethnicity/not_said": N_("Not said"),
}

NOTES: dict[str, str] = {
    "coverage_in_parts": N_(
        "Of every hundred young people these services knew, to the nearest ten: so nought stands for fewer than five, "
        "and they may not add up. Counts of them could have pointed to someone."
    ),
    "headline": N_("Of the young people with an outcome of their own that could be counted."),
    "shape": N_("Where they rated it more than once, and said we may look over time."),
    "reliable": N_("A change of more than %(points)s points counts as better or worse."),
    "not reliable": N_("Too short a scale to say of one person’s change that it is more than chance."),
    "year": N_(
        "Of the young people with an outcome of their own that could be counted. Each is counted once in each quarter "
        "in which something of theirs was counted."
    ),
    "added up": N_(
        "Added up from the published quarters; each is rounded. Each young person is counted once in each quarter in "
        "which something of theirs was counted."
    ),
}
