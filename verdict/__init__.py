"""The policy pack's verdict without an engine, on our program and on others: `python -m verdict`."""
