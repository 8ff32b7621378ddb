"""The sample service that is released. Standard library only: `python -m app` runs it."""
