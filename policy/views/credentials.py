"""What looks like a credential: by the name of a variable, or by the shape of its value.

Plain text in, an answer out. It answers with kinds of credentials, never with values.
"""

import re
from typing import Final

# A name is one when it ends in such words. TOKEN_URL, SECRET_ARN and PASSWORD_MIN_LENGTH say something about one.
ENDINGS: Final = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|(?<=_)PWD|(?<=_)PASS|SECRET|TOKEN|APIKEY"
    r"|(?:API|PRIVATE|ACCESS|SECRET|AUTH|ENCRYPTION|SIGNING|LICENSE|ACCOUNT|MASTER)_?KEY)$"
)
# Which one of several it is, as in SECRET_KEY_BASE or DB_PASSWORD_2, is no part of the name's meaning.
VARIANT: Final = re.compile(r"_(?:BASE|VALUE|OLD|NEW|CURRENT|PREVIOUS|PRIMARY|SECONDARY|PROD|STAGING|DEV|TEST|V?\d+)$")
# What build tools put into pages for everybody to read.
PUBLISHED: Final = re.compile(r"(?:^|_)(?:PUBLIC|PUBLISHABLE)(?:_|$)|^(?:VITE|REACT_APP)_")

SHAPES: Final = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})"),
    "a Slack token": re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}"),
    "a Slack webhook": re.compile(r"hooks\.slack\.com/services/T\w+/B\w+/\w+"),
}
JSON_WEB_TOKEN: Final = re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}")
# In a URL, and as a part of a connection string such as `Server=db;Password=…` or `?user=web&password=…`.
PASSWORDS_WITHIN: Final = {
    "a URL with a password": re.compile(r"\b[a-z][a-z0-9+.-]{0,30}://[^\s/:@?#]*:([^\s/@?#]+)@", re.IGNORECASE),
    "a connection string with a password": re.compile(
        r"(?:^|[?&;]|(?<=\S)\s)\s*(?:password|pwd)\s*=\s*([^&;\s]+)", re.IGNORECASE
    ),
}

LONGEST_NAME: Final = 256
"""Characters of a variable's name that are looked at, from its end."""
LONGEST_VALUE: Final = 131_072
"""Characters of a value that are looked at: CodeBuild and ECS take less of all variables together."""

# Every pattern here takes time in proportion to the text: what it repeats holds nothing that it begins with.

# What is put in, or looked up, when the task or the build starts.
PLACEHOLDER: Final = re.compile(r"[$#]\{[^{}]+\}|\$\([^()]+\)|\{\{[^{}]+\}\}")
REFERENCE: Final = re.compile(
    r"arn:aws[\w-]*:.*|[A-Za-z][A-Za-z0-9+.-]*://.*|(?:ssm|secretsmanager|vault|kms|env|file|op)[:#].*"
    r"|\$[A-Z_][A-Z0-9_]*|%\w+%|<[^<>]*>|\{\w+\}|__\w+__",
    re.DOTALL,
)
# Of a file, or of a parameter or secret in AWS.
PATH: Final = re.compile(r"[~.]{0,2}(?:/[\w.@-]+)+/?|[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+|[A-Za-z]:\\.*")
SWITCH: Final = re.compile(
    r"true|false|yes|no|on|off|enabled?|disabled?|none|null|undefined|optional|required|[-+]?\d+(?:\.\d+)?",
    re.IGNORECASE,
)


def kind(name: str, value: str) -> str:
    """What credential a variable seems to hold, in words for people; empty: none."""
    words = _words(name)
    value = value[:LONGEST_VALUE]
    for found, shape in SHAPES.items():
        if shape.search(value):
            return found
    for found, shape in PASSWORDS_WITHIN.items():
        if any(not _refers(password) for password in shape.findall(value)):
            return found
    if PUBLISHED.search(words):
        return ""
    if JSON_WEB_TOKEN.search(value):
        return "a JSON web token"
    return "a credential" if named_like_one(name) and not _stands_in(value) else ""


def named_like_one(name: str) -> bool:
    """Whether a variable of this name is expected to hold a credential."""
    words = _words(name)
    while (shorter := VARIANT.sub("", words)) != words:
        words = shorter
    return bool(ENDINGS.search(words)) and not PUBLISHED.search(words)


def _words(name: str) -> str:
    """The name in capitals with `_` between words, whether it was `dbPassword`, `db-password` or `db.password`."""
    return re.sub(r"[^A-Z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[-LONGEST_NAME:]).upper())


def _stands_in(value: str) -> bool:
    """Whether the value is not the credential itself: a reference, a place, a switch or a number."""
    return _refers(value) or any(pattern.fullmatch(value.strip()) for pattern in (PATH, SWITCH))


def _refers(value: str) -> bool:
    """Whether the value is put in later; also when it is empty, or stars and the like."""
    text = value.strip()
    return bool(not any(map(str.isalnum, text)) or PLACEHOLDER.search(text) or REFERENCE.fullmatch(text))
