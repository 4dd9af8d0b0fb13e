"""What people enter on the pages of people, providers and contracts."""
