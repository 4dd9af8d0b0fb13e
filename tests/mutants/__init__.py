"""Mutation testing of the rulebook and of every capability's ``rules.py``: see ``run.py``."""
