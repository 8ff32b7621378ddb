"""What CodePipeline says of an action's configuration."""

from model.texts.text import Text

NOT_CONFIGURED = Text(
    words="Action configuration is missing '{key}' configuration.",
    seen="quoted",
    source="the action CodeDeployToECS, as it runs",
)
