"""Tests and examples never touch what is in the user's own settings and cache folders."""

import atexit
import gc
import os
import shutil
import tempfile

gc.set_threshold(
    200_000, 50, 100
)  # what fixtures hold is large and stays: searching it for waste took a tenth of the time
os.environ["EVALKIT_KEY"] = "a key for tests only, of more than thirty-two letters"
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = tempfile.mkdtemp(prefix="evalkit-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
