"""How many examples hypothesis draws: few at the desk, at least two hundred where CI is set.

CI draws the same examples each time, so that a red run is the change's doing; HYPOTHESIS_PROFILE=nightly draws five
times as many of them, for a run that nobody waits for, and HYPOTHESIS_PROFILE=search as many others, to look for what
nobody has met yet. A law that takes long for each example (a workbook written and read) draws a part of these numbers.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=40, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=(HealthCheck.too_slow,),
)
settings.register_profile(
    "nightly",
    max_examples=1000,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=(HealthCheck.too_slow,),
)
settings.register_profile(
    "search",
    max_examples=1000,
    deadline=None,
    print_blob=True,
    suppress_health_check=(HealthCheck.too_slow,),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
