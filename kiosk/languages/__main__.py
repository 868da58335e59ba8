"""``python -m kiosk.languages``: every file gets the French sentences that are said now."""

from pathlib import Path

import polib

from . import HERE, sources


def renew(path: Path) -> None:
    """What is new waits for its translation; what changed is marked; what is gone goes."""
    file = polib.pofile(str(path), wrapwidth=100)
    known = {entry.msgctxt: entry for entry in file}
    file.clear()
    for context, french in sources():
        entry = known.get(context) or polib.POEntry(msgctxt=context, msgid=french)
        if entry.msgid != french:
            entry.msgid = french
            if entry.msgstr and not entry.fuzzy:
                entry.flags.append("fuzzy")
        file.append(entry)
    file.save(str(path))


def main() -> None:
    for path in sorted(HERE.glob("*.po")):
        renew(path)


if __name__ == "__main__":
    main()
