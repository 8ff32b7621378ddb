"""The sample service that is released: standard library only, `python -m app` runs it. `hooks` is for its releases."""
