"""Counts the input events of a display during a visit, and first proves that it can see one."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from typing import Self

from .program import ROOT

PROBE_SECONDS = 10.0


class InputCounter:
    """Runs :mod:`demo.input_recorder` beside the product."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._seen = asyncio.Event()
        self.count = 0

    async def __aenter__(self) -> Self:
        self._process = await self._start()
        assert self._process.stdout is not None
        async with asyncio.timeout(PROBE_SECONDS):
            ready = json.loads(await self._process.stdout.readline())
        assert ready == {"event": "ready"}
        self._listening = asyncio.create_task(self._listen(self._process.stdout))
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._listening is not None
        if self._process.returncode is not None:
            raise RuntimeError("the counter of input events ended before the visit")
        self._process.terminate()
        await self._process.wait()
        await self._listening

    async def sees_a_probe(self) -> bool:
        """Inject one key press by XTest; whether it was counted. Then count from zero."""
        prober = await self._start("--probe")
        await prober.wait()
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await self._seen.wait()
        except TimeoutError:
            return False
        await asyncio.sleep(0.3)  # its release, and the copy of the master device
        self.count = 0
        return True

    async def _start(self, *more: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "demo.input_recorder", *more),
            env=self._environment,
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
        )

    async def _listen(self, lines: asyncio.StreamReader) -> None:
        async for _ in lines:
            self.count += 1
            self._seen.set()
