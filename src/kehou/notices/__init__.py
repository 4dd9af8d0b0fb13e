"""The plan's publicity: shown to parents and public, objections answered, frozen as published."""
