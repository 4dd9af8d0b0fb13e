"""Signing in: staff by login and a password of their own, families by a code sent to their phone."""
