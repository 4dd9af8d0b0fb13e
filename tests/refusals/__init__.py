"""Every refusal of the ten processes in a table, each with the tests that prove it through the service."""
