"""The parts of an environment: one ComponentResource a file, wired in `__main__.py`."""

import atexit
import gc

from components.aws_modules import load_by_name

# A program keeps nearly all that it makes until it ends, half a million objects of pulumi_aws first of all. To look for
# garbage among them after every 700 new ones, as Python does, takes half of the time of a program with 100 services;
# to look once more at the end takes half a second of every preview.
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)
load_by_name()
