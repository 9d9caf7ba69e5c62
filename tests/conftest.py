"""Settings that every test shares.

`HYPOTHESIS_PROFILE=search pytest …` looks for new failures among many random examples; the tests
otherwise take the same ones each time, so that a failure is of the change and not of the day.
"""

import os

from hypothesis import HealthCheck, settings

# No deadline: a slow machine must not turn a right answer into a failure.
settings.register_profile(
    "atlas",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile(
    "search", settings.get_profile("atlas"), derandomize=False, max_examples=5_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "atlas"))
