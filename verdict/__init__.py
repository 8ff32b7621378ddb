"""The policy pack's verdict on our program without an engine: `python -m verdict`."""
