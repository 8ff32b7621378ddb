"""Made-up certificates for HTTPS and TLS listeners. Nobody trusts them but who is told to: `curl --cacert`, or `-k`."""

import datetime
import hashlib
import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

VALID = datetime.timedelta(days=3650)


def certificate(folder: Path, names: Sequence[str]) -> Path:
    """A file with a certificate for these names and its key; made once for the same names."""
    file = folder / f"certificate-{hashlib.sha256(' '.join(names).encode()).hexdigest()[:12]}.pem"
    if not file.exists():
        new = file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_bytes(_make(names))
        os.replace(new, file)
    return file


def _make(names: Sequence[str]) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "local AWS")])
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    subjects = [loopback, *(x509.DNSName(name) for name in ("localhost", *names))]
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName(subjects), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(pem) + key.private_bytes(pem, *plain)
