"""What CloudWatch Logs says of a log group's retention."""

from model.texts.text import Text

RETENTION = Text(
    words="1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must"
    " satisfy enum value set: {allowed}",
    code="InvalidParameterException",
    seen="unseen",
    source="PutRetentionPolicy",
)
