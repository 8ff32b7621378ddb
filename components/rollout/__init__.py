"""The service, and who moves it to its next release: one file a strategy."""

from collections.abc import Mapping

from components.rollout.codedeploy import CodeDeployRollout
from components.rollout.native import NativeRollout
from components.rollout.rolling import RollingRollout
from components.rollout.rollout import Plan, Rollout, RolloutArgs
from model.strategy import NATIVE, Strategy

__all__ = ["ROLLOUTS", "Plan", "Rollout", "RolloutArgs"]

ROLLOUTS: Mapping[Strategy, type[Rollout]] = {
    Strategy.CODEDEPLOY: CodeDeployRollout,
    **dict.fromkeys(NATIVE, NativeRollout),
    Strategy.ROLLING: RollingRollout,
}
