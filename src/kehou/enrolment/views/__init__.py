"""The pages of enrolment, and the family's."""
