"""Disclosure control: what may be published about people, worked out as one whole and attacked before it leaves."""
