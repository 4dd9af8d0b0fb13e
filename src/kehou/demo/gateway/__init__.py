"""A payment gateway on loopback that speaks the documented API v3 protocol, for the demo and the tests."""
