"""ACM: a requested certificate is validated after a second, not a minute."""

from moto import settings

settings.ACM_VALIDATION_WAIT = 1
