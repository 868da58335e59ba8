"""A printer and its queue: `ippeveprinter` (Apple's model IPP Everywhere printer) and a cupsd.

ippeveprinter announces itself whatever it is told, so it gets a dbus and an avahi of its own
on `lo`. What the printer received is in `received`, one file a job; its print command
(:mod:`devices.virtual.print_command`) takes its time over each impression and obeys
:meth:`VirtualPrinter.set_fault`.
"""

import http.client
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from . import Service, Virtual, wait_until

DBUS_CONF = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={run}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
    <allow user="*"/><allow send_type="method_call"/><allow send_requested_reply="true"/>
    <allow receive_requested_reply="true"/>
  </policy>
</busconfig>
"""
AVAHI_CONF = """\
[server]
host-name=visavis-demo
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
disallow-other-stacks=no
[publish]
publish-workstation=no
publish-hinfo=no
"""
CUPS_FILES_CONF = """\
ServerRoot {run}/etc
StateDir {run}/state
CacheDir {run}/cache
RequestRoot {run}/spool
TempDir {run}/spool/tmp
ServerKeychain {run}/etc/ssl
AccessLog {run}/logs/access.log
ErrorLog {run}/logs/error.log
PageLog
SystemGroup root lpadmin
User lp
Group lp
Printcap
Sandboxing Relaxed
"""
CUPSD_CONF = """\
LogLevel info
Listen 127.0.0.1:{port}
Browsing No
BrowseLocalProtocols none
DefaultAuthType None
WebInterface No
PreserveJobHistory No
PreserveJobFiles No
PageLogFormat
IdleExitTimeout 0
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /admin>
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
"""
FORMATS = "application/pdf,image/pwg-raster,image/jpeg,image/urf"


class VirtualPrinter(Virtual):
    """The queue `borne` of a private cupsd, in front of a printer that can fail.

    `page_seconds` is the time of an impression. Without `counts_impressions` the printer
    is of those that do not tell how many pages came out.
    """

    queue = "borne"

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 8631,
        cups_port: int = 6310,
        page_seconds: float = 0.3,
        counts_impressions: bool = True,
    ) -> None:
        super().__init__()
        self._folder, self._port, self._cups_port = folder / "printer", port, cups_port
        self._page_seconds, self._counts = page_seconds, counts_impressions
        self._run_folder = Path()
        self._printer: Service | None = None
        self.received = self._folder / "received"
        self.uri = f"ipp://localhost:{port}/ipp/print"
        "Of the printer itself."
        self.environment = {"CUPS_SERVER": f"localhost:{cups_port}"}

    @property
    def arguments(self) -> tuple[str, str]:
        """Of :class:`devices.printer.cups.CupsPrinter`."""
        return self.queue, self.uri

    def start(self) -> None:
        self.received.mkdir(parents=True, exist_ok=True)
        self._fault.unlink(missing_ok=True)
        for log in ("out.log", "asked.log"):
            (self._folder / log).unlink(missing_ok=True)
        # Short for sockets, and open to the account `lp` whatever `folder` is.
        self._run_folder = Path(tempfile.mkdtemp(prefix="visavis-printer-"))
        self._run_folder.chmod(0o755)
        self._start_cups()
        self._start_bus()
        self.switch_on()
        self._add_queue()

    def stop(self) -> None:
        super().stop()
        if self._run_folder != Path():
            shutil.rmtree(self._run_folder, ignore_errors=True)

    def set_fault(self, reason: str) -> None:
        """An IPP reason without its ending (media-empty, media-jam, cover-open, toner-empty,
        input-tray-missing, paused), told while a job prints; or a lie of a printer that
        completes its jobs: `early`, at once, `short`, after their first page, `jam-at-the-end`
        and `cover-at-the-end`, with all counted and the last one still inside."""
        self._fault.write_text(reason)

    def clear_fault(self) -> None:
        self._fault.unlink(missing_ok=True)

    def set_paper(self, sheets: int) -> None:
        """Load the main tray; with none, the printer says so even idle."""
        tray = f"size1=iso_a4_210x297mm&type1=stationery&level1={sheets}"
        self._form(f"/media?{tray}&size2=iso_a4_210x297mm&type2=photographic-glossy&level2=250")

    def switch_off(self) -> None:
        if self._printer is not None:
            self._printer.stop()
            self._services.remove(self._printer)
            self._printer = None

    def freeze(self) -> None:
        """Connections reach it, and no answer comes: as behind a broken network."""
        if self._printer is not None:
            self._printer.freeze()

    def thaw(self) -> None:
        if self._printer is not None:
            self._printer.thaw()

    def switch_on(self) -> None:
        if self._printer is not None:
            return
        spool = self._run_folder / "paper"
        spool.mkdir(exist_ok=True)
        self._printer = self._run(
            self._folder / "printer.log",
            "ippeveprinter",
            *("-p", str(self._port), "-n", "localhost", "-r", "off", "-d", str(spool)),
            *("-2", "-s", "30,20", "-f", FORMATS, "-c", str(self._write_command()), "Borne"),
            environment={"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._run_folder}/bus"},
        )
        wait_until(lambda: self._listens(self._port), "ippeveprinter")

    def asked_of(self, job: str) -> dict[str, str]:
        """IPP attributes of a job as it reached the printer, by its title."""
        (found,) = (asked for asked in self.asked() if asked["job"] == job)
        return found

    def asked(self) -> list[dict[str, str]]:
        """Those of every job since the start."""
        return list(map(json.loads, (self._folder / "asked.log").read_text().splitlines()))

    @property
    def spool(self) -> Path:
        """Where the queue keeps documents while it needs them."""
        return self._run_folder / "spool"

    @property
    def written(self) -> tuple[Path, ...]:
        """Every folder that cupsd writes in."""
        return tuple(self._run_folder / name for name in ("spool", "cache", "state", "logs"))

    @property
    def sheets_out(self) -> int:
        """Impressions that fell into the tray since the start, of all jobs."""
        log = self._folder / "out.log"
        return len(log.read_text().splitlines()) if log.exists() else 0

    @property
    def _fault(self) -> Path:
        return self._folder / "fault"

    def _start_bus(self) -> None:
        run = self._run_folder
        (run / "bus.conf").write_text(DBUS_CONF.format(run=run))
        (run / "avahi.conf").write_text(AVAHI_CONF)
        bus = f"--config-file={run}/bus.conf"
        self._run(self._folder / "bus.log", "dbus-daemon", bus, "--nofork", "--nopidfile")
        wait_until((run / "bus").exists, "dbus-daemon")
        self._run(
            self._folder / "avahi.log",
            *("avahi-daemon", "-f", str(run / "avahi.conf")),
            *("--no-drop-root", "--no-rlimits", "--no-chroot"),
            environment={"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={run}/bus"},
        )
        wait_until(Path("/run/avahi-daemon/socket").exists, "avahi-daemon")

    def _start_cups(self) -> None:
        run = self._run_folder
        for name in ("etc/ppd", "etc/ssl", "state/certs", "cache", "spool/tmp", "logs"):
            (run / name).mkdir(parents=True)
        for path in (run, *run.rglob("*")):
            shutil.chown(path, group="lp")
        for name, mode in (("state", 0o775), ("cache", 0o775), ("spool", 0o710)):
            (run / name).chmod(mode)
        (run / "spool/tmp").chmod(0o1770)
        files, conf = run / "etc/cups-files.conf", run / "etc/cupsd.conf"
        files.write_text(CUPS_FILES_CONF.format(run=run))
        conf.write_text(CUPSD_CONF.format(port=self._cups_port))
        log = self._folder / "cupsd.log"
        self._run(log, "/usr/sbin/cupsd", "-f", "-c", str(conf), "-s", str(files))
        wait_until(lambda: self._listens(self._cups_port), "cupsd")

    def add_queue(self, name: str, uri: str) -> None:
        """A further queue, whether a printer is at `uri` or not: lpadmin answers 0 to both."""
        add = ["lpadmin", "-p", name, "-E", "-v", uri, "-m", "everywhere"]
        self._administer(*add, "-o", "printer-error-policy=retry-job")

    def stop_queue(self) -> None:
        """As an error policy or a technician may."""
        self._administer("cupsdisable", self.queue)

    def start_queue(self) -> None:
        self._administer("cupsenable", self.queue)

    def _administer(self, *command: str) -> None:
        env = {**os.environ, **self.environment}
        subprocess.run(command, env=env, check=True, timeout=20, stderr=subprocess.DEVNULL)

    def _add_queue(self) -> None:
        self.add_queue(self.queue, self.uri)
        ppd = self._run_folder / f"etc/ppd/{self.queue}.ppd"
        wait_until(ppd.exists, "lpadmin")  # it answers 0 even without a printer

    def _write_command(self) -> Path:
        """ippeveprinter wants one executable, called with the file that it received."""
        script = self._run_folder / "print-command"
        python = [sys.executable, "-m", "devices.virtual.print_command"]
        job = [str(self._folder.absolute()), str(self._page_seconds), str(int(self._counts))]
        command = shlex.join(["setpriv", "--pdeathsig", "KILL", *python, *job, self.uri])
        root = shlex.quote(str(Path(__file__).parents[2]))
        script.write_text(f'#!/bin/sh\nexport PYTHONPATH={root}\nexec {command} "$1"\n')
        script.chmod(0o755)
        return script

    def _listens(self, port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def _form(self, path: str) -> None:
        link = http.client.HTTPConnection("localhost", self._port, timeout=5)
        link.request("GET", path)
        link.getresponse().read()
        link.close()
