"""Acts that a client may repeat without harm."""
