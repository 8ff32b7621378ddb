"""Look-up of a parameter of the SSM parameter store."""

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_parameter(aws: Aws, args: Props) -> Props:
    """One SSM parameter, decrypted unless it is asked not to be; the provider marks its value as secret."""
    decrypt = args.get("withDecryption", True)
    found = aws.client("ssm").get_parameter(Name=args["name"], WithDecryption=decrypt)["Parameter"]
    return {
        "id": found["Name"],
        "name": found["Name"],
        "arn": found["ARN"],
        "type": found["Type"],
        "value": found["Value"],
        "insecureValue": "" if found["Type"] == "SecureString" else found["Value"],
        "version": found["Version"],
        "region": aws.region,
        "withDecryption": decrypt,
    }
