"""Kehou 课后: after-school services run by the book."""

__version__ = "0.1.0"
