"""When a call is not enough, at a whole kiosk: what its screens show, and papers by telephone."""

from pathlib import Path

import pytest

from kiosk.core.attendant import AttendantState
from kiosk.core.scenes import SceneId
from signaling import protocol as wire
from signaling.keys import RECEPTION
from signaling.protocol import DocumentKind, SummonsState

from .living_kiosk import Living, living
from .serving import until
from .test_kiosk import screens
from .test_scans import FORM, received, scan, seen

pytestmark = pytest.mark.timeout(120)


def scene(here: Living) -> SceneId | None:
    shown = here.kiosk.attendant._shown
    return None if shown is None else shown.scene.id


async def test_the_host_is_called_and_the_call_goes_on(room):
    async with living(room) as here, here.in_call() as talk:
        before = await screens(here)
        await talk.ear.say(wire.HostCall(visit=talk.visit))
        await until(lambda: scene(here) is SceneId.HOST_IN_CALL)
        _, document = await screens(here)
        assert document != before[1]
        await talk.goes_on()
        host = await here.served.person("hote.wassigny")
        assert await here.served.app[RECEPTION].answer(host, talk.visit)
        await until(lambda: here.kiosk.attendant._host is SummonsState.COMING)
        await talk.ear.say(wire.HostDismiss(visit=talk.visit))
        await until(lambda: scene(here) is SceneId.IN_CALL)
        await talk.goes_on()


async def test_by_telephone_the_microphone_closes_and_a_page_is_scanned(room):
    room.glass.put(Path(FORM))
    async with living(room) as here, here.in_call() as talk:
        await talk.ear.say(wire.CallByPhone(visit=talk.visit))
        await until(lambda: scene(here) is SceneId.BY_PHONE)
        await until(lambda: here.kiosk.conversation is None)
        await until(lambda: room.sound.names("source-outputs") == [])
        assert here.kiosk.attendant.state is AttendantState.INSTALLED
        await scan(talk, "s1")
        assert (await seen(talk, "s1")).document is not None
        _, jpeg = await received(talk, DocumentKind.PREVIEW)
        assert jpeg.startswith(b"\xff\xd8")
