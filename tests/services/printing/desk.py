"""A printer's worker, jobs given to it, and what is heard of them."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

import pikepdf

from devices.printer import END_STATES, PrintChanged, PrintRequest, PrintState
from devices.worker import DeviceWorker

PATIENCE = 2.0
DEADLINE = 40.0


def document(pages: int, mark: str = "") -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.docinfo["/Subject"] = mark
    data = BytesIO()
    pdf.save(data)
    return data.getvalue()


class Desk:
    """A worker and the events heard from it."""

    def __init__(self, factory: Callable[..., object], *arguments: object, **more: Any) -> None:
        self.heard: asyncio.Queue[PrintChanged] = asyncio.Queue()
        self.health: list[bool] = []
        self.worker = DeviceWorker(
            "printer",
            factory,
            *arguments,
            probe_every=0.3,
            poll_every=0.1,
            on_event=self.heard.put_nowait,
            on_health=self.health.append,
            **more,
        )

    async def submit(self, pages: int = 2, copies: int = 1, **options: Any) -> str:
        request = PrintRequest(document(pages), copies, pages=pages, **options)
        job = await self.worker.call("submit", request, timeout=20)
        assert isinstance(job, str)
        return job

    async def follow(
        self, job: str, react: dict[PrintState, Callable[[], Awaitable[None]]] | None = None
    ) -> list[PrintChanged]:
        """Hear of `job` until its last word; `react` is called at the first of each state."""
        reactions, story = dict(react or {}), list[PrintChanged]()
        async with asyncio.timeout(DEADLINE):
            while not story or story[-1].state not in END_STATES:
                event = await self.heard.get()
                if event.job != job:
                    continue
                story.append(event)
                if reaction := reactions.pop(event.state, None):
                    await reaction()
        return story

    async def last_words(self, *jobs: str) -> list[PrintChanged]:
        """Of jobs that run side by side."""
        ends: dict[str, PrintChanged] = {}
        async with asyncio.timeout(DEADLINE):
            while not ends.keys() >= set(jobs):
                event = await self.heard.get()
                if event.state in END_STATES:
                    ends[event.job] = event
        return [ends[job] for job in jobs]

    async def until_health(self, wanted: bool) -> None:
        async with asyncio.timeout(DEADLINE):
            while self.worker.healthy is not wanted:  # noqa: ASYNC110 - set by a callback
                await asyncio.sleep(0.01)


def states(story: list[PrintChanged]) -> list[PrintState]:
    seen: list[PrintState] = []
    for event in story:
        if event.state not in seen[-1:]:
            seen.append(event.state)
    return seen
