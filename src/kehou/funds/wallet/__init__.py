"""Paying by wallet: a channel that settles straight into a registered account (A9.17)."""
