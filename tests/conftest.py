"""What all tests share. Database tests run as the application's role, under row security."""

pytest_plugins = ["database"]
