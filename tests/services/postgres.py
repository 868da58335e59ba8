"""A real PostgreSQL of its own, in a folder, reached by a socket file; nothing listens."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUPERUSER, OWNER = "postgres", "visavis"
OPTIONS = "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"


def programs() -> Path:
    """Debian keeps them out of the path, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: make install-tools")
    return found[-1].parent


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Gives the URL of an empty database, whose owner is nobody special."""
    bins, data, sockets = programs(), folder / "data", folder
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, SUPERUSER, SUPERUSER)
    _run(bins / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "-N")
    server = subprocess.Popen(
        [*_somebody(), str(bins / "postgres"), "-D", str(data), "-k", str(sockets), *OPTIONS],
        cwd=folder,
        stderr=(folder / "log").open("w"),
    )
    try:
        at = "-h", sockets, "-U", SUPERUSER
        _run(bins / "pg_isready", *at[:2], "-t", "30", tries=100)
        _run(bins / "createuser", *at, OWNER)
        _run(bins / "createdb", *at, "-O", OWNER, OWNER)
        yield f"postgresql+psycopg://{OWNER}@/{OWNER}?host={sockets}"
    finally:
        server.terminate()
        server.wait(20)


def _run(program: Path, *words: object, tries: int = 1) -> None:
    command = [*_somebody(), str(program), *map(str, words)]
    for left in reversed(range(tries)):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd="/")
        if done.returncode == 0:
            return
        if not left:
            raise RuntimeError(f"{program.name}: {done.stderr}")


def _somebody() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid():
        return []
    return ["setpriv", f"--reuid={SUPERUSER}", f"--regid={SUPERUSER}", "--clear-groups", "--"]
