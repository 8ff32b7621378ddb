"""The parts of an environment: one ComponentResource a file."""
