"""Their own words beside an entry: kept exactly until they take them away."""
