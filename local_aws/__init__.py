"""A local AWS: a server that answers AWS's calls on loopback, and a stand-in for Pulumi's `aws` provider."""
