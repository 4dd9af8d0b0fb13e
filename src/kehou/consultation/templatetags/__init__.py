"""Filters of consultations."""
