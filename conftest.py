"""Tests and examples never touch the key in the user's own settings folder."""

import os

os.environ["EVALKIT_KEY"] = "a key for tests only, of more than thirty-two letters"
