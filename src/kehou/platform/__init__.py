"""What every capability stands on: access, row security, audit, sealed fields, documents, pages."""
