"""What changes a case, a correction, a survey, an inspection or an indicator."""
