"""Routes and alerts as those on the route and their managers see them, through the door."""
