"""Numbered, frozen documents."""
