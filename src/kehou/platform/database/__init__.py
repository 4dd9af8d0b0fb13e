"""PostgreSQL: roles, scopes, guards in the database itself."""
