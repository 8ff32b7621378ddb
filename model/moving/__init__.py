"""What moves during a release, on a clock that moves when it is told to: tasks, hosts, services, traffic, deployments.

Commands go in at `cloud.Cloud` and the objects it hands out; events come out in `Cloud.events`, each in AWS's words. No
input or output, no wall clock, no chance but the ids, which come from a seed: the same commands give the same events.
"""
