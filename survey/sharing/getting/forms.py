"""What whoever got a share sends: their name, and how far they were shown what changed of it."""

from wtforms import StringField
from wtforms.validators import Length

from survey.digits import number_named
from survey.i18n import lazy_gettext as _l
from survey.staying import Form


class GotItForm(Form):
    """Whoever got a share says so."""

    name = StringField(validators=[Length(max=120, message=_l("Use 120 letters or fewer."))])
    up_to = StringField()  # the last change that their page showed them

    @property
    def shown(self) -> int:
        """Its place; none where there was no change, or what came is no place."""
        given = number_named(self.up_to.data)
        return -1 if given is None else given
