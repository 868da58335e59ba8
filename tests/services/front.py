"""haproxy under the file that the product installs: pages and relay on port 443."""

import base64
import hashlib
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from signaling.tls import LocalAuthority

from .relay import Place, here

FILE = Path(__file__).parents[2] / "systemd" / "haproxy.cfg"


@contextmanager
def running(*command: str | Path, answers: tuple[str, int], there: Place = here) -> Iterator[None]:
    """A program, from the moment it listens to the end of the block."""
    program = there(lambda: subprocess.Popen([str(word) for word in command]))
    try:
        there(lambda: await_port(answers))
        yield
    finally:
        program.terminate()
        program.wait(10)


def await_port(address: tuple[str, int]) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        try:
            return socket.create_connection(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nobody listens at {address}")


@contextmanager
def front(folder: Path, address: str, there: Place = here) -> Iterator[LocalAuthority]:
    """At port 443 of `address`, with a certificate of the given authority."""
    local = LocalAuthority(folder / "tls")
    local.ensure([address])
    (folder / "tls.pem").write_bytes(local.chain.read_bytes() + local.key.read_bytes())
    file = folder / "haproxy.cfg"
    file.write_text(FILE.read_text().replace("/etc/visavis", str(folder)))
    with running("haproxy", "-db", "-f", file, answers=(address, 443), there=there):
        yield local


def key_digest(local: LocalAuthority) -> str:
    """Of the server's public key, as Chromium is told to trust it."""
    key = x509.load_pem_x509_certificate(local.chain.read_bytes()).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    encoded = key.public_bytes(serialization.Encoding.DER, form)
    return base64.b64encode(hashlib.sha256(encoded).digest()).decode()
