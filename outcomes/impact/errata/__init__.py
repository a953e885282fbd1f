"""A release that must not stay as it is: taken from view, or published again where enough people are concerned."""
