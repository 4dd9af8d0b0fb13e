"""Organisations, people, guardians, rolls and their import, terms and calendars."""
