"""Signing in: staff by login and password, families by a code sent to their phone."""
