"""A certificate for 127.0.0.1 that nobody vouches for but itself."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server shows, and what a client that trusts it is given."""

    shown: ssl.SSLContext
    trust: ssl.SSLContext

    @classmethod
    def made_in(cls, folder: Path) -> "Certificate":
        key = ec.generate_private_key(ec.SECP256R1())
        signed = _signed(key)
        shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        pem = folder / "server.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        pem.write_bytes(secret + signed.public_bytes(Encoding.PEM))
        shown.load_cert_chain(pem)
        return cls(shown, ssl.create_default_context(cadata=signed.public_bytes(Encoding.PEM).decode()))


def _signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
