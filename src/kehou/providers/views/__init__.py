"""Pages of people, providers, lists and contracts."""
