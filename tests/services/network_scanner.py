"""The scanner of another machine: a real saned that serves the room's glass, and its cable."""

from pathlib import Path

from devices.virtual import Virtual, wait_until
from devices.virtual.sane import VirtualSane

HOST = "127.0.0.1"
LISTENING = ":19A6 00000000:0000 0A"
"Port 6566 in /proc/net/tcp."


class NetworkScanner(Virtual):
    """`glass` and SANE's test devices, as the network's devices of whoever reads `environment`."""

    def __init__(self, folder: Path, glass: VirtualSane) -> None:
        super().__init__()
        self._folder, self._glass = folder, glass
        self._log = folder / "saned.log"
        self.environment = {"SANE_CONFIG_DIR": str(folder / "away")}

    @staticmethod
    def name(device: str) -> str:
        return f"net:{HOST}:{device}"

    def start(self) -> None:
        away = self._folder / "away"
        (away / "dll.d").mkdir(parents=True)
        (away / "dll.conf").write_text("net\n")
        (away / "net.conf").write_text(f"connect_timeout = 3\n{HOST}\n")
        self.plug()

    def plug(self) -> None:
        command = ("saned", "-l", "-b", HOST, "-p", "6566", "-e", "-d", "4")
        self._run(self._log, *command, environment=self._glass.environment)
        wait_until(lambda: LISTENING in Path("/proc/net/tcp").read_text(), "saned")

    @property
    def sending(self) -> bool:
        """A page is on its way."""
        return b"do_scan: wrote" in self._log.read_bytes()

    def unplug(self) -> None:
        """Whoever talks to it loses it in the middle of a word."""
        self.stop()
