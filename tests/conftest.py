"""Settings that every test shares."""

from hypothesis import HealthCheck, settings

# No deadline: a slow machine must not turn a right answer into a failure.
settings.register_profile(
    "atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("atlas")
