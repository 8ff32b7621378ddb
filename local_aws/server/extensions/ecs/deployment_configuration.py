from model.moving.configuration import Configuration
from model.strategy import Strategy


def configuration(members, controller):
    given = members.get("deploymentConfiguration") or {}
    strategy = {"CODE_DEPLOY": Strategy.CODEDEPLOY, "EXTERNAL": Strategy.EXTERNAL}.get(controller) or Strategy(
        given.get("strategy", "ROLLING")
    )
    return Configuration(
        strategy=strategy,
        minimum_percent=given.get("minimumHealthyPercent", 100),
        maximum_percent=given.get("maximumPercent", 200),
    )


def advanced(members, group, rule):
    return None
