"""What every ring shares: how hard the properties are tried."""

import os

from hypothesis import settings

# No deadline: a test may be slow on a busy machine and still be right.
settings.register_profile("quick", deadline=None)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
