"""Refunds: by themselves where the school is the cause, on decision for a special reason, on leaving."""
