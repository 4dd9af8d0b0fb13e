"""What changes people's files, providers, lists and contracts."""
