"""Importing rolls: examined, shown, accepted; and what follows for those who are no longer named."""
