"""The backplane of a single process: a dictionary of listeners."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..protocol import Message
from . import Deliver


class LocalBackplane:
    def __init__(self) -> None:
        # dict and not set: in order of arrival, and a listener may hear a topic once only.
        self._listeners: defaultdict[str, dict[object, Deliver]] = defaultdict(dict)

    async def post(self, topic: str, message: Message) -> None:
        for deliver in list(self._listeners.get(topic, {}).values()):
            deliver(message)

    @contextmanager
    def listen(self, topics: Iterable[str], deliver: Deliver) -> Iterator[None]:
        mine, known = object(), tuple(topics)
        for topic in known:
            self._listeners[topic][mine] = deliver
        try:
            yield
        finally:
            for topic in known:
                self._listeners[topic].pop(mine, None)
                if not self._listeners[topic]:
                    del self._listeners[topic]
