"""The local authority: trusted by name and by address, renewed in time, good for nothing else."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509

from signaling.tls import LocalAuthority, own_addresses

from .serving import serving

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = ["guichet.example.fr", "localhost", "127.0.0.1", "10.99.0.1", "::1"]


def made(folder: Path, now: datetime = NOW, names: list[str] = NAMES) -> LocalAuthority:
    local = LocalAuthority(folder)
    local.ensure(names, now)
    return local


def leaf_of(local: LocalAuthority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(local.chain.read_bytes())


def verified(local: LocalAuthority, *options: str) -> subprocess.CompletedProcess[str]:
    moment = str(int((NOW + timedelta(days=1)).timestamp()))
    base = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-attime", moment]
    files = ["-CAfile", str(local.authority), str(local.chain)]
    return subprocess.run([*base, *options, *files], capture_output=True, text=True, check=False)


def test_openssl_verifies_names_and_addresses(tmp_path: Path) -> None:
    local = made(tmp_path)
    for option in ("-verify_hostname", "-verify_ip"):
        names = [n for n in NAMES if (n[0].isdigit() or ":" in n) == (option == "-verify_ip")]
        for name in names:
            done = verified(local, option, name)
            assert done.returncode == 0, done.stderr
    assert verified(local, "-verify_hostname", "ailleurs.example").returncode != 0


def test_keys_are_readable_by_the_server_alone(tmp_path: Path) -> None:
    local = made(tmp_path / "tls")
    for file in (local.key, local.folder / "authority.key"):
        assert file.stat().st_mode & 0o777 == 0o600


def test_the_authority_forges_no_other_site(tmp_path: Path) -> None:
    local = made(tmp_path)
    root = x509.load_pem_x509_certificate(local.authority.read_bytes())
    limits = root.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    hosts = [n.value for n in limits.value.permitted_subtrees or [] if isinstance(n, x509.DNSName)]
    assert sorted(hosts) == ["guichet.example.fr", "localhost"]
    basic = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (basic.ca, basic.path_length) == (True, 0)


def test_the_leaf_is_kept_then_renewed_before_its_end(tmp_path: Path) -> None:
    first = leaf_of(made(tmp_path))
    assert leaf_of(made(tmp_path, NOW + timedelta(days=300))) == first
    renewed = leaf_of(made(tmp_path, NOW + timedelta(days=340)))
    assert renewed.serial_number != first.serial_number
    assert renewed.issuer == first.issuer


def test_a_new_private_address_needs_no_new_authority(tmp_path: Path) -> None:
    before = made(tmp_path).authority.read_bytes()
    local = made(tmp_path, names=[*NAMES, "192.168.1.20"])
    assert local.authority.read_bytes() == before
    assert verified(local, "-verify_ip", "192.168.1.20").returncode == 0


def test_a_new_name_needs_a_new_authority(tmp_path: Path) -> None:
    before = made(tmp_path).authority.read_bytes()
    local = made(tmp_path, names=[*NAMES, "autre.example.fr"])
    assert local.authority.read_bytes() != before
    assert verified(local, "-verify_hostname", "autre.example.fr").returncode == 0


def test_the_machine_s_addresses_are_known() -> None:
    assert "127.0.0.1" in own_addresses()


async def test_a_client_that_trusts_the_authority_reaches_every_address() -> None:
    async with serving(host="0.0.0.0") as served, aiohttp.ClientSession() as client:
        hosts = [address for address in own_addresses() if ":" not in address]
        for host in ("localhost", *hosts):
            url = f"https://{host}:{served.port}/health"
            async with client.get(url, ssl=served.tls) as answer:
                assert await answer.json() == {"status": "ok"}
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await client.get(f"https://localhost:{served.port}/health")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_old_versions_of_tls_are_refused() -> None:
    async with serving() as served, aiohttp.ClientSession() as client:
        old = ssl.create_default_context(cafile=str(served.folder / "tls" / "authority.pem"))
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(f"{served.origin}/health", ssl=old)
