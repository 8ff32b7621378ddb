"""The local AWS's server: moto on loopback, what moto lacks for ECS blue/green, and a state that survives."""

from local_aws.server.serving import running as running
