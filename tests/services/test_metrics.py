"""The page for a supervisor: of who holds its token, rooms and lines, no person."""

from prometheus_client.parser import text_string_to_metric_families as families

from signaling import protocol as wire
from signaling.protocol import Grade

from .serving import Served, serving
from .test_matrix import refusals, somebody_else_s_call

TOKEN = "a token of forty letters, drawn by chance"
ASK = {"Authorization": f"Bearer {TOKEN}"}


async def read(served: Served) -> tuple[str, dict[str, float]]:
    """The text, and each figure by its name and labels."""
    async with served.browser().get("/metrics", headers=ASK) as answer:
        assert (answer.status, answer.content_type) == (200, "text/plain")
        text = await answer.text()
    found = {}
    for family in families(text):
        for one in family.samples:
            labels = ",".join(value for key, value in sorted(one.labels.items()) if key != "kiosk")
            found[f"{one.name}{{{labels}}}" if labels else one.name] = one.value
    return text, found


async def asked(served: Served, headers: dict[str, str]) -> int:
    async with served.browser().get("/metrics", headers=headers) as answer:
        return answer.status


async def test_without_a_token_there_is_no_such_page_and_with_another_one_it_is_shut() -> None:
    async with serving() as served:
        assert await asked(served, ASK) == 404
    async with serving(metrics_token=TOKEN) as served:
        for headers in ({}, {"Authorization": "Bearer another"}, {"Authorization": TOKEN}):
            assert await asked(served, headers) == 401


async def test_it_tells_rooms_and_lines_and_nobody_s_name() -> None:
    async with serving(metrics_token=TOKEN) as served:
        _, _, call, console, kiosk = await somebody_else_s_call(served)
        ear, _ = await served.connect(kiosk)
        lights = wire.Lights(camera=wire.Light.GREEN, printer=wire.Light.RED)
        told = wire.CallTold(
            call=call,
            mood=Grade.FAIR,
            seconds=700,
            voice_poor=0.03,
            picture_poor=0.12,
            delay_ms=140,
            round_trip_ms=62,
            kbps_sent=1480,
        )
        for message in (wire.LightsChanged(lights=lights), told, told):
            assert await refusals(ear, message) == set()
        text, found = await read(served)
        assert (found["visavis_consoles"], console.socket.closed) == (1, False)
        assert (found["visavis_visits_open"], found["visavis_calls_open"]) == (1, 1)
        assert found["visavis_calls_total{fair}"] == 1, "a call counts once"
        assert found["visavis_call_seconds_sum"] == 700
        assert found["visavis_call_delay_seconds_bucket{0.15}"] == 1
        assert found["visavis_call_picture_poor_ratio_sum"] == 0.12
        assert found["visavis_call_round_trip_seconds_sum"] == 0.062
        assert found["visavis_call_sent_bits_per_second_sum"] == 1_480_000
        assert found["visavis_call_freeze_seconds_count"] == 0, "it was not told"
        assert [value for name, value in found.items() if "kiosk_up" in name] == [1]
        lit = {name.split(",")[0]: value for name, value in found.items() if "kiosk_light" in name}
        assert lit == {"visavis_kiosk_light{camera": 1, "visavis_kiosk_light{printer": 0}
        for word in ("Exemple", "Camille", "msa", "Dossier", "conseil"):
            assert word not in text
