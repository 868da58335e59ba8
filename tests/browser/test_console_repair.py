"""A call that is cut comes back by itself: the console's end, in a real page."""

from playwright.async_api import expect

from signaling import protocol as wire

from .counter import until
from .visiting import LONG, Visit


async def test_a_call_that_is_cut_comes_back_by_itself_as_the_same_call(
    visit: Visit,
) -> None:
    await visit.call()
    call = (await visit.kiosk.expect(wire.Ring)).call
    visit.kiosk.answers.clear()
    visit.kiosk.cut()
    stage = visit.page.locator("visavis-stage")
    await expect(stage).to_have_attribute("data-media", "broken", timeout=LONG)
    await expect(stage).to_contain_text("la liaison est recherchée")
    visit.kiosk.answers.set()
    await until(lambda: len(visit.kiosk.peers) > 1)
    await visit.talking(len(visit.kiosk.peers))
    await visit.more_frames()
    frames = visit.kiosk.frames
    await until(lambda: visit.kiosk.frames > frames + 5)
    assert (await visit.kiosk.expect(wire.CallRepair)).call == call
    assert visit.kiosk.all(wire.Hangup) == []
    await visit.scan()


async def test_a_kiosk_that_hears_nothing_is_offered_another_connection(
    visit: Visit,
) -> None:
    await visit.call()
    call = (await visit.kiosk.expect(wire.Ring)).call
    visit.kiosk.link.send(wire.RepairWanted(call=call))
    await visit.talking(2)
    await visit.more_frames()
    await until(lambda: visit.kiosk.peers[0].connectionState == "closed")
    assert len(visit.kiosk.all(wire.CallRepair)) == 1
