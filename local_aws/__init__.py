"""A local AWS: a server that answers AWS's calls on loopback, and a stand-in for Pulumi's `aws` provider."""

import atexit
import gc

# moto's and botocore's models of AWS live as long as the process. A garbage collection after every 700 new objects,
# Python's default, takes a sixth of the server's start; a last one at the end, a tenth of a second.
gc.set_threshold(100_000, 50, 100)
atexit.register(gc.freeze)
