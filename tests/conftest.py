"""What all tests share: property tests without a stop-watch (machines differ), the same examples every run."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
