"""Look-ups of load balancers, listeners and their rules.

Not faithful: of the attributes of a load balancer they give none, and of actions the type, the order and the groups.
"""

from typing import Any

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_load_balancer(aws: Aws, args: Props) -> Props:
    """By ARN or by name."""
    elb = aws.client("elbv2")
    by = {"LoadBalancerArns": [args["arn"]]} if "arn" in args else {"Names": [args["name"]]}
    balancer = elb.describe_load_balancers(**by)["LoadBalancers"][0]
    arn, zones = balancer["LoadBalancerArn"], balancer["AvailabilityZones"]
    return {
        **args,
        "id": arn,
        "arn": arn,
        "arnSuffix": arn.partition(":loadbalancer/")[2],
        "dnsName": balancer["DNSName"],
        "internal": balancer.get("Scheme") == "internal",
        "ipAddressType": balancer.get("IpAddressType", ""),
        "loadBalancerType": balancer["Type"],
        "name": balancer["LoadBalancerName"],
        "region": aws.region,
        "securityGroups": balancer.get("SecurityGroups", []),
        "subnets": [zone["SubnetId"] for zone in zones],
        "subnetMappings": [{"subnetId": zone["SubnetId"]} for zone in zones],
        "tags": _tags(elb, arn),
        "vpcId": balancer["VpcId"],
        "zoneId": balancer["CanonicalHostedZoneId"],
    }


def get_listener(aws: Aws, args: Props) -> Props:
    """By ARN, or by load balancer and port."""
    elb = aws.client("elbv2")
    by = {"ListenerArns": [args["arn"]]} if "arn" in args else {"LoadBalancerArn": args["loadBalancerArn"]}
    found = [one for one in elb.describe_listeners(**by)["Listeners"] if args.get("port") in (None, one.get("Port"))]
    if not found:
        raise ValueError("empty result")
    listener = found[0]
    arn = listener["ListenerArn"]
    return {
        **args,
        "id": arn,
        "arn": arn,
        "certificateArn": next((one["CertificateArn"] for one in listener.get("Certificates", [])), ""),
        "defaultActions": [_action(one) for one in listener["DefaultActions"]],
        "loadBalancerArn": listener["LoadBalancerArn"],
        "port": listener.get("Port", 0),
        "protocol": listener.get("Protocol", ""),
        "region": aws.region,
        "sslPolicy": listener.get("SslPolicy", ""),
        "tags": _tags(elb, arn),
    }


def get_listener_rule(aws: Aws, args: Props) -> Props:
    """By ARN, or by listener and priority."""
    elb = aws.client("elbv2")
    by = {"RuleArns": [args["arn"]]} if "arn" in args else {"ListenerArn": args["listenerArn"]}
    wanted = str(int(args["priority"])) if "priority" in args else None
    found = [one for one in elb.describe_rules(**by)["Rules"] if wanted in (None, one["Priority"])]
    if not found:
        raise ValueError("empty result")
    rule = found[0]
    arn: str = rule["RuleArn"]
    return {
        **args,
        "arn": arn,
        "actions": [_action(one) for one in rule["Actions"]],
        "conditions": [_condition(one) for one in rule["Conditions"]],
        "listenerArn": arn.replace(":listener-rule/", ":listener/").rpartition("/")[0],
        "priority": int(rule["Priority"]),
        "region": aws.region,
        "tags": _tags(elb, arn),
    }


def _action(action: dict[str, Any]) -> Props:
    forward = action.get("ForwardConfig", {}).get("TargetGroups", [])
    groups = [{"arn": one["TargetGroupArn"], "weight": one.get("Weight", 1)} for one in forward]
    return {
        "type": action["Type"],
        "order": action.get("Order", 1),
        "targetGroupArn": action.get("TargetGroupArn", ""),
        "forwards": [{"targetGroups": groups, "stickinesses": []}] if groups else [],
    }


def _condition(condition: dict[str, Any]) -> Props:
    kinds = {"hostHeaders": "HostHeaderConfig", "pathPatterns": "PathPatternConfig", "sourceIps": "SourceIpConfig"}
    return {key: [{"values": condition[member]["Values"]}] for key, member in kinds.items() if member in condition}


def _tags(elb: Any, arn: str) -> dict[str, str]:
    [found] = elb.describe_tags(ResourceArns=[arn])["TagDescriptions"]
    return {tag["Key"]: tag["Value"] for tag in found["Tags"]}
