"""A local AWS: a server that answers AWS's calls on loopback, and a stand-in for Pulumi's `aws` provider."""

import atexit
import gc

# moto's and botocore's models of AWS stay for as long as the process. To look for garbage among them after every
# 700 new objects, as Python does, takes a sixth of the server's start; and once more at the end, a tenth of a second.
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)
