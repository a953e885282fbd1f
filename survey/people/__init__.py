"""People: who they are, how they stand to one another, who may see what, and the links that let them in."""
