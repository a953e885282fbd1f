"""`sayso areas import` and what goes with it."""

import click

from outcomes.areas import models as models
from outcomes.areas.official import models as official_models
from outcomes.areas.outlines import models as outline_models

commands: tuple[click.Command, ...] = ()
__all__ = ["commands", "models", "official_models", "outline_models"]
