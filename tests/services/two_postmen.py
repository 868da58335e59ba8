"""One more postman, in a process of its own: ``python -m tests.services.two_postmen URL PORT NOW``.

It says "ready", waits for a line, makes one round, and ends.
"""

import asyncio
import sys
from pathlib import Path

from signaling.backplane.local import LocalBackplane
from signaling.mail import Mail, Security
from signaling.office import Office
from signaling.post.postman import Postman
from signaling.post.sending import Smtp
from signaling.store import Store
from signaling.store.chunks import ChunkFiles


async def main(url: str, port: int, now: float) -> None:
    async with Store(url) as store:
        office = Office(store, LocalBackplane(), ChunkFiles(Path("/nowhere")), lambda: now)
        smtp = Smtp(Mail("127.0.0.1", port, Security.NONE, "guichet@exemple.fr"))
        postman = Postman(office, smtp, None, 900.0, "https://guichet.exemple.fr/console")
        await store.ping()  # the connection is made before the race
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await postman.tick()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
