"""The guides and the manual of `docs/` as fragments of the pages of `signaling/help`.

Written by ``make docs`` rather than at each start, so that the server needs no Markdown.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from signaling.help.routes import GUIDES, Guide
from signaling.pages.typography import typeset

ROOT = Path(__file__).parent
TEMPLATES = ROOT / "signaling" / "help" / "templates"
LONG = 4
"Parts; past it the page begins with a list of them."


def pages() -> dict[Path, str]:
    """Each fragment by its file; of what it links to, only what is a page stays a link."""
    sources = {source_of(guide).name: guide for guide in GUIDES}
    return {
        TEMPLATES / f"{guide.name}.html": fragment(source_of(guide).read_text(), sources)
        for guide in GUIDES
    }


def source_of(guide: Guide) -> Path:
    """``docs/guide-accueil.md``, ``docs/exploitation.md``."""
    own = ROOT / "docs" / f"guide-{guide.name}.md"
    return own if own.is_file() else own.with_name(f"{guide.name}.md")


def fragment(markdown: str, sources: dict[str, Guide]) -> str:
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(markdown)
    titles = list(_titled(tokens))
    for token in tokens:
        _french(token)
        _lead(token, sources)
    html = reader.renderer.render(tokens, reader.options, {})
    if len(titles) > LONG:
        html = html.replace("</h1>\n", f"</h1>\n{_contents(titles)}", 1)
    return f"{{% raw %}}\n{html}{{% endraw %}}\n"


def _titled(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Gives each heading its anchor, as code forges name it; yields those of the second level."""
    for opened, inside in pairwise(tokens):
        if opened.type == "heading_open":
            id = re.sub(r"[^\w\- ]", "", inside.content.lower()).replace(" ", "-")
            opened.attrSet("id", id)
            if opened.tag == "h2":
                yield id, _apostrophes(inside.content)


def _contents(titles: list[tuple[str, str]]) -> str:
    rows = "\n".join(f'<li><a href="#{id}">{title}</a></li>' for id, title in titles)
    return (
        '<nav class="guide__contents no-print" aria-label="Sur cette page">\n'
        f"<ul>\n{rows}\n</ul>\n</nav>\n"
    )


def _french(token: Token) -> None:
    for part in token.children or ():
        if part.type == "text":
            part.content = typeset(_apostrophes(part.content))


def _apostrophes(text: str) -> str:
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _lead(token: Token, sources: dict[str, Guide]) -> None:
    dropped = False
    for part in token.children or ():
        if part.type == "link_open":
            file, _, anchor = str(part.attrGet("href")).partition("#")
            guide = sources.get(file)
            dropped = guide is None
            if guide is not None:
                part.attrSet("href", guide.path + (f"#{anchor}" if anchor else ""))
        if dropped and part.type in ("link_open", "link_close"):
            part.type, part.tag, part.content = "text", "", ""
