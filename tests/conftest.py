"""What all tests share. Database tests run as the application's role, under row security."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["database"]

# No test depends on how fast the machine is.
settings.register_profile("kehou", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kehou")
