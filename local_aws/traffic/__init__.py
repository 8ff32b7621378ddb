"""Traffic that is real: an Envoy for each load balancer, a local process for each task.

Knows nothing of AWS's API and of the model. Whoever owns it hands over plain values (`desired.py`, `task.py`) and reads
plain values back. Envoys and tasks outlive their owner; the next owner of the same folder adopts them (`processes.py`).
"""
