"""The words of a card as a parent or carer is asked them, where the law wants their Yes beside the child's own.

They are asked whatever the child picked, and are not told what that was: the child's choices are the child's.
"""

from dataclasses import dataclass

from survey.consent.purpose import N_, Purpose
from survey.errors import NotThere


@dataclass(frozen=True)
class ForChild:
    """One version of one purpose, to a parent or carer. %(child)s is the child."""

    question: str
    why: str
    who_sees: str
    how_long: str
    if_no: str
    their_say: str
    stops: str
    cannot_undo: str

    def words(self) -> tuple[str, ...]:
        """Every message of the card."""
        asked = (self.question, self.why, self.who_sees, self.how_long, self.if_no, self.their_say)
        return (*asked, self.stops, self.cannot_undo)


FOR_CHILD: dict[tuple[Purpose, int], ForChild] = {
    (Purpose.USE_WORDS, 1): ForChild(
        question=N_("Can we show what %(child)s said, with no name?"),
        why=N_("A number can’t say it like they can."),
        who_sees=N_("Anyone who reads the report. We check it, so people should not be able to tell who it is."),
        how_long=N_("Until you or %(child)s take it back. Then we take it down. We can’t get back what people saved."),
        if_no=N_("We don’t show what they said. They get the same help."),
        their_say=N_("%(child)s picks too. If they say No, it is No. We don’t tell you what they pick."),
        stops=N_("We take it down, and put it in nothing new."),
        cannot_undo=N_("We can’t get back what people saved."),
    ),
}


def for_child(purpose: Purpose, version: int) -> ForChild:
    """The parent's card beside this version of the child's. :raise NotThere: where none is needed."""
    try:
        return FOR_CHILD[purpose, version]
    except KeyError:
        raise NotThere from None
