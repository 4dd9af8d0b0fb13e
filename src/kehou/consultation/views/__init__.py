"""The pages of consultations and petitions: the school's, the class teacher's, the family's, the public's."""
