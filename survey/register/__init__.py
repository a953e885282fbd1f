"""The public register: what is held, why, by what law, who gets it, how long, what changed; and who asked for it."""
