"""Certificates of AWS Certificate Manager."""

from typing import Final

LONGEST_NAME: Final = 253
"""Characters of a domain name (ACM API reference, RequestCertificate)."""
