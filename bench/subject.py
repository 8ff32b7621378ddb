"""What both ways of declaring services say alike, so that they declare the same."""

ACCOUNT = "123456789012"
REGION = "us-east-1"
ZONES = ("us-east-1a", "us-east-1b")
TAGS = {"Project": "bench", "Stack": "dev"}
IMAGE = "public.ecr.aws/nginx/nginx:1.27.5"
CONTAINER_PORT = 80


def names(services: int) -> list[str]:
    """What the services are called: `s0`, `s1`, …"""
    return [f"s{number}" for number in range(services)]
