"""One VPC, and one security group for everything, open to the world on the ports that somebody once needed."""

import pulumi_aws as aws

vpc = aws.ec2.Vpc("vpc", cidr_block="10.60.0.0/16")
gateway = aws.ec2.InternetGateway("gateway", vpc_id=vpc.id)
subnets = [
    aws.ec2.Subnet(zone, vpc_id=vpc.id, cidr_block=f"10.60.{index}.0/24", availability_zone=f"us-east-1{zone}")
    for index, zone in enumerate("ab")
]
remote = aws.ec2.Subnet("c", vpc_id=vpc.id, cidr_block="10.60.2.0/24", availability_zone="us-east-1c")
tiny = aws.ec2.Subnet("tiny", vpc_id=vpc.id, cidr_block="10.60.3.0/28", availability_zone="us-east-1c")
public = aws.ec2.SecurityGroup(
    "public",
    vpc_id=vpc.id,
    ingress=[
        {"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["0.0.0.0/0"]} for port in (80, 8443)
    ],
)
private = aws.ec2.SecurityGroup(
    "private",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 8000, "to_port": 65535, "cidr_blocks": ["0.0.0.0/0"]}],
)
balancer = aws.lb.LoadBalancer(
    "front",
    security_groups=[public.id],
    subnets=[subnet.id for subnet in subnets],
    desync_mitigation_mode="monitor",
)
