"""What is paid beside allowances: expenses of the whitelist, and providers by contract (9.10, 9.11)."""
