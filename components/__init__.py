"""The parts of an environment: one ComponentResource a file, wired in `__main__.py`."""
