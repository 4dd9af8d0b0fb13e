"""Plausible papers of an invented county, shared by the tests of the press and by its bench."""
