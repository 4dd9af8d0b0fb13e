"""One school's way through a term, headless, through the same services as the pages."""
