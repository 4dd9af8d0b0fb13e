"""Bank statements: read, checked row by row, matched to bills; nothing good is lost."""
