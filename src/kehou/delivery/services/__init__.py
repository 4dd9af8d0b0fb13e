"""What people do in an afternoon; each act is one transaction."""
