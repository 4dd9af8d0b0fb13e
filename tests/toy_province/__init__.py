"""A pack for an invented province, beside that of Hunan."""
