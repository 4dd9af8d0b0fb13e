"""What people type into the pages of consultations and petitions."""
