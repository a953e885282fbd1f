"""Proposing a share in steps that each fit on a phone, with what the family will read shown before it is proposed."""
