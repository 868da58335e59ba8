"""HTTPS: a given certificate, or a local authority that the server makes for itself.

The authority (10 years) is what another computer or a kiosk must trust:
`<data>/tls/authority.pem`. It can vouch for the server's own names and for private addresses,
for nothing else on the Internet. The leaf (1 year) is renewed near its end or when names change.
"""

import ipaddress
import os
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ifaddr
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .settings import Settings

AUTHORITY_LASTS = timedelta(days=3650)
LEAF_LASTS = timedelta(days=365)
RENEW_BEFORE = timedelta(days=30)
SKEW = timedelta(hours=1)
"A kiosk whose clock is a little late must not refuse a fresh certificate."

PRIVATE = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
"RFC 1918, RFC 4193 and loopback: a DHCP lease changes, the authority stays."

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class LocalAuthority:
    """Files in `folder`. Blocking; call before the loop or from a thread."""

    folder: Path

    @property
    def authority(self) -> Path:
        """What others must trust (PEM)."""
        return self.folder / "authority.pem"

    @property
    def chain(self) -> Path:
        return self.folder / "server.pem"

    @property
    def key(self) -> Path:
        return self.folder / "server.key"

    def ensure(self, names: Iterable[str], now: datetime | None = None) -> None:
        """Make or renew what is missing, near its end, or made for other names."""
        wanted, moment = sorted(set(names)), now or datetime.now(UTC)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        root, root_key = self._authority(wanted, moment)
        if not self._leaf_is_good(wanted, root, moment):
            self._issue(wanted, root, root_key, moment)

    def _authority(self, names: list[str], now: datetime) -> tuple[x509.Certificate, Key]:
        key_file = self.folder / "authority.key"
        if self.authority.exists() and key_file.exists():
            root = x509.load_pem_x509_certificate(self.authority.read_bytes())
            if root.not_valid_after_utc - LEAF_LASTS > now and _vouches_for(root, names):
                return root, _load_key(key_file)
        root, key = _make_authority(names, now)
        _write(key_file, _pem_of(key))
        _write(self.authority, root.public_bytes(serialization.Encoding.PEM), mode=0o644)
        return root, key

    def _leaf_is_good(self, names: list[str], root: x509.Certificate, now: datetime) -> bool:
        if not (self.chain.exists() and self.key.exists()):
            return False
        leaf = x509.load_pem_x509_certificate(self.chain.read_bytes())
        held = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        fresh = leaf.not_valid_after_utc - RENEW_BEFORE > now
        return fresh and leaf.issuer == root.subject and set(held) == set(map(_san, names))

    def _issue(
        self, names: list[str], root: x509.Certificate, root_key: Key, now: datetime
    ) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _make_leaf(names, key, root, root_key, now)
        pem = serialization.Encoding.PEM
        _write(self.key, _pem_of(key))
        _write(self.chain, leaf.public_bytes(pem) + root.public_bytes(pem), mode=0o644)


def ssl_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 at least; HTTP/1.1 alone (RFC 7301), as WebSockets need it here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["http/1.1"])
    return context


def own_addresses() -> list[str]:
    """The machine's addresses, without the link-local ones: nobody types those."""
    found: list[str] = []
    for adapter in ifaddr.get_adapters():
        for entry in adapter.ips:
            text = entry.ip if isinstance(entry.ip, str) else entry.ip[0]
            address = ipaddress.ip_address(text)
            if not address.is_link_local:
                found.append(str(address))
    return sorted(set(found))


def served_names(settings: Settings) -> list[str]:
    """Under which names and addresses the server may be reached."""
    mine = own_addresses() if settings.certificate is None else []
    return list(dict.fromkeys([*settings.hostnames, *mine]))


def context_for(settings: Settings) -> ssl.SSLContext | None:
    """What the server listens with; none when a proxy does HTTPS before it. Blocking."""
    if not settings.tls:
        return None
    if settings.certificate is not None:
        key = settings.certificate_key or settings.certificate
        return ssl_context(settings.certificate, key)
    # Made before what it holds, or it would be open to other accounts.
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    local = LocalAuthority(settings.tls_dir)
    local.ensure(served_names(settings))
    return ssl_context(local.chain, local.key)


def _make_authority(names: list[str], now: datetime) -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Autorité locale Vis-à-vis")
    builder = _builder(name, name, key, now, AUTHORITY_LASTS)
    # RFC 5280, 4.2.1.9: path length 0, it signs servers and never another authority.
    builder = builder.add_extension(x509.BasicConstraints(True, 0), critical=True)
    builder = builder.add_extension(_usage(sign_certificates=True), critical=True)
    # RFC 5280, 4.2.1.10: a stolen authority forges no other site.
    builder = builder.add_extension(_constraints(names), critical=True)
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
    )
    return builder.sign(key, hashes.SHA256()), key


def _constraints(names: list[str]) -> x509.NameConstraints:
    hosts = [name for name in map(_san, {*names, "localhost"}) if isinstance(name, x509.DNSName)]
    single = [
        ipaddress.ip_network(n.value) for n in map(_san, names) if isinstance(n, x509.IPAddress)
    ]
    networks = {*map(ipaddress.ip_network, PRIVATE), *single}
    ranges = [x509.IPAddress(network) for network in sorted(networks, key=str)]
    return x509.NameConstraints([*sorted(hosts, key=str), *ranges], None)


def _vouches_for(root: x509.Certificate, names: list[str]) -> bool:
    allowed = root.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = allowed.permitted_subtrees or []
    networks = [
        entry.value
        for entry in permitted
        if isinstance(entry, x509.IPAddress)
        and isinstance(entry.value, ipaddress.IPv4Network | ipaddress.IPv6Network)
    ]
    for name in map(_san, names):
        if isinstance(name, x509.IPAddress):
            address = ipaddress.ip_address(str(name.value))
            if not any(address in network for network in networks):
                return False
        elif name not in permitted:
            return False
    return True


def _make_leaf(
    names: list[str], key: Key, root: x509.Certificate, root_key: Key, now: datetime
) -> x509.Certificate:
    builder = _builder(_name("Serveur Vis-à-vis"), root.subject, key, now, LEAF_LASTS)
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    return (
        builder.add_extension(x509.SubjectAlternativeName(map(_san, names)), critical=False)
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .add_extension(server, critical=False)
        .add_extension(issuer, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + lasts)
    )


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _san(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)


def _load_key(file: Path) -> Key:
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _pem_of(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, data: bytes, mode: int = 0o600) -> None:
    """Whole or not at all: a cut in the middle must not leave half a key."""
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)
