"""Frozen rows without names that the rules judge."""
