"""Sealed fields: personal data encrypted with a key per person."""
