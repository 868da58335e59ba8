"""What the virtual printer does with a job: `print_command FOLDER PAGE_SECONDS COUNTS FILE`.

ippeveprinter runs it for each job and reads its stderr: `STATE:` lines change the printer's
reasons, `ATTR:` lines the job's attributes (ippeveprinter(1), "PRINT COMMANDS").
"""

import os
import shutil
import sys
import time
from pathlib import Path

import pikepdf


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def fault_of(folder: Path) -> str:
    try:
        return (folder / "fault").read_text().strip()
    except FileNotFoundError:
        return ""


def wait_while_faulty(folder: Path) -> None:
    told = ""
    while (reason := fault_of(folder)) or told:
        if reason != told:
            say(f"STATE: {f'-{told}-error' if told else f'+{reason}-error'}")
            told = "" if told else reason
        else:
            time.sleep(0.05)


def pages_of(file: Path) -> int:
    if not file.name.endswith(".pdf"):
        return 1
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def main() -> None:
    folder, page_seconds, counts = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "1"
    file = Path(sys.argv[4])
    shutil.copyfile(file, folder / "received" / file.name)
    if fault_of(folder) == "early":
        return
    impressions = pages_of(file) * int(os.environ.get("IPP_COPIES", "1"))
    for done in range(1, impressions + 1):
        wait_while_faulty(folder)
        time.sleep(page_seconds)
        if counts:
            say(f"ATTR: job-impressions-completed={done}")


if __name__ == "__main__":
    main()
