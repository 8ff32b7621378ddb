"""AWS WAF: which web ACL looks at the requests of a load balancer."""

from local_aws.provider.handlers.wafv2 import web_acl_association

HANDLERS = web_acl_association.HANDLERS
