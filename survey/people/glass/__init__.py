"""Breaking glass: opening someone's page without working with them, for a reason that they read; finding by name."""
