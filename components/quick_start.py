"""What makes our program quick: less of pulumi_aws is loaded, and garbage is looked for seldom.

It changes the whole process, so no component imports it. `__main__.py` does, before all else of ours: what was used of
pulumi_aws by then is loaded already. A program that takes the components as a library may do the same.
"""

import atexit
import gc

from components.aws_modules import load_by_name

# A program keeps nearly all that it makes until it ends, half a million objects of pulumi_aws first of all. To look for
# garbage among them after every 700 new ones, as Python does, takes half of the time of a program with 100 services;
# to look once more at the end takes half a second of every preview.
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)
load_by_name()
