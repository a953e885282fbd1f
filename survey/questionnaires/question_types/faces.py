"""A few faces from hard to good, each beside its word."""

from survey.questionnaires.question_types.one_choice import OneChoice


class Faces(OneChoice):
    """Up to five options from hard to good, each with a line face beside its word."""

    macro = "faces"
    greatest = 5
