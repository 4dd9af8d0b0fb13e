"""Who is where: organisations, people, roles, rolls, terms and calendars."""
