"""The console's files under an address that changes with any of them: browsers keep them for good.

A reload in a call then asks the server for one page and not for two hundred modules (RFC 8246); the
page names all of its modules at once (HTML, `modulepreload`), so that on a line with a long delay
none is waited for to learn of the next. Read once: a server that is started again has the new ones.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import urljoin

from aiohttp import web

TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".woff2": "font/woff2"}
"The system's table may not know them, and browsers refuse a module without its type."
PROGRAMS = (".mjs", ".js")
FOR_GOOD = "public, max-age=31536000, immutable"
IMPORT = re.compile(r'^(?:(?:import|export)\b[^;"]*?from|import) "([./][^"]+)";', re.M)
PAGES = ".html"
"Served at addresses of their own, under the policy of the day."
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
"RFC 9110, 12.5.3."
MODULE = re.compile(r'<script type="module" src="/static/([^"]+)"></script>')
SMALL = 1000
"Bytes below which packing gains nothing."


@dataclass(frozen=True)
class Kept:
    """One file, as it is sent."""

    body: bytes
    packed: bytes | None
    type: str

    def answer(self, request: web.Request, control: str) -> web.Response:
        headers = {"Cache-Control": control, "Content-Type": self.type, "Vary": "Accept-Encoding"}
        if self.packed is not None and GZIP.search(request.headers.get("Accept-Encoding", "")):
            return web.Response(body=self.packed, headers=headers | {"Content-Encoding": "gzip"})
        return web.Response(body=self.body, headers=headers)


class Edition:
    """All files of `folder`; `name` is 16 hexadecimal digits of what they contain."""

    def __init__(self, folder: Path) -> None:
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        self.files = {path.relative_to(folder).as_posix(): kept(path) for path in found}
        whole = sha256()
        for path, file in self.files.items():
            whole.update(f"{path}\0{len(file.body)}\0".encode() + file.body)
        self.name = whole.hexdigest()[:16]
        self.pages = {path: self._page(path) for path in self.files if path.endswith(PAGES)}
        "The text of each, its files those of this edition, its modules named."

    def _page(self, path: str) -> str:
        text = self.files[path].body.decode()
        scripts = MODULE.findall(text)
        wanted = sorted({module for script in scripts for module in self.modules(script)})
        links = "".join(
            f'  <link rel="modulepreload" href="{urljoin("/static/", module)}">\n'
            for module in wanted
            if module not in scripts
        )
        text = text.replace("</head>", f"{links}</head>")
        return text.replace('="/static/', f'="/static/{self.name}/')

    def modules(self, entry: str) -> set[str]:
        """What a browser loads for this one, itself too, but not what waits for a deed; a library's
        begins with a slash."""
        seen, left = set(), [entry]
        while left:
            module = left.pop()
            if module in seen:
                continue
            seen.add(module)
            if module in self.files:
                text, here = self.files[module].body.decode(), PurePosixPath(module).parent
                left += [normpath(here / named) for named in IMPORT.findall(text)]
        return seen

    def answer(self, request: web.Request) -> web.Response:
        """A program of another edition is not given: half of a page's modules would be old and half
        new, while a server is renewed or after. Pictures, sounds and styles are ours, not kept."""
        path = request.match_info["path"]
        file = self.files.get(path)
        ours = request.match_info["edition"] == self.name
        if file is None or path in self.pages or not (ours or harmless(path)):
            raise web.HTTPNotFound
        return file.answer(request, FOR_GOOD if ours else "no-cache")


def harmless(path: str) -> bool:
    return PurePosixPath(path).suffix not in PROGRAMS


@cache
def of(folder: Path) -> Edition:
    return Edition(folder)


def kept(path: Path) -> Kept:
    body = path.read_bytes()
    kind = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind == "image/svg+xml"
    packed = gzip.compress(body, mtime=0) if text and len(body) > SMALL else None
    return Kept(body, packed, f"{kind}; charset=utf-8" if text else kind)
