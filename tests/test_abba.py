"""The bench that sets our kiosk beside Chromium's: what it keeps and throws away, its ratios."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.virtual.camera import HEIGHT, RATE, WIDTH
from tests.bench.abba import bar, figures, scores
from tests.bench.abba.pairs import CHROMIUM, OURS, REPEATS, Pair, order, played, wrong
from tests.bench.abba.ratios import ratio, told
from tests.bench.line.emulator import SOURCE
from tests.bench.line.figures import Packet, Sample
from tests.bench.line.lines import LINES, radio

GOOD = {
    "captured_fps": 24.9,
    "late_p999_ms": 2.0,
    "steal_pct": 0.1,
    "survived": True,
    "console_unheard_s": 0.0,
    "kiosk_unheard_s": 0.05,
    "goodput_kbps": 700.0,
    "queue_p95_ms": 40.0,
    "vmaf": 80.0,
    "latency_p95_ms": 150.0,
    "freeze_s": 0.0,
    "freeze_max_s": 0.3,
    "console_visqol": 4.0,
    "kiosk_visqol": 4.2,
    "kiosk_plcmos": 3.5,
    "cpu_pct": 30.0,
    "codec": "video/VP8",
    "size": "640x480",
    "video_fps": 24.0,
}


def pair(ours: dict[str, Any] | None = None, theirs: dict[str, Any] | None = None) -> Pair:
    return Pair({OURS: GOOD | (ours or {}), CHROMIUM: GOOD | (theirs or {})})


# -- which runs --


def test_the_order_is_abba() -> None:
    flat = [kiosk for both in order(4) for kiosk in both]
    assert flat == [OURS, CHROMIUM, CHROMIUM, OURS] * 2


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"captured_fps": 24.5}, "pictures taken"),
        ({"late_p999_ms": 5.0}, "emulator"),
        ({"late_p999_ms": None}, "emulator"),
        ({"steal_pct": 1.0}, "stolen"),
        ({"console_unheard_s": 0.2}, "console not recorded"),
        ({"kiosk_unheard_s": 0.4}, "kiosk not recorded"),
        ({"failed": "no figures"}, "failed"),
    ],
)
def test_a_run_is_bad_for_one_reason_that_is_said(spoilt: dict[str, Any], said: str) -> None:
    assert wrong(GOOD, RATE) == []
    [reason] = wrong(GOOD | spoilt, RATE)
    assert said in reason


def test_a_call_that_died_is_not_said_to_be_the_machines_fault() -> None:
    assert wrong(GOOD | {"console_unheard_s": 30.0, "survived": False}, RATE) == []


def test_what_a_recording_lacks_of_its_time_is_counted() -> None:
    assert figures.unheard_s(45.0, 44 * 48_000) == 1.0
    assert figures.unheard_s(45.0, 46 * 48_000) == 0.0


def test_a_camera_of_thirty_pictures_must_give_29_and_a_half() -> None:
    assert wrong(GOOD | {"captured_fps": 29.6}, 30) == []
    assert wrong(GOOD | {"captured_fps": 29.4}, 30) != []


class Machine:
    """Noisy for so many runs."""

    def __init__(self, noisy: int) -> None:
        self.noisy, self.played = noisy, list[str]()

    def play(self, kiosk: str) -> dict[str, Any]:
        self.played.append(kiosk)
        return GOOD | {"steal_pct": 9.0 if len(self.played) <= self.noisy else 0.0}


def judged(run: dict[str, Any]) -> list[str]:
    return wrong(run, RATE)


def test_a_bad_run_is_played_again_at_once() -> None:
    machine = Machine(noisy=2)
    found = played((OURS, CHROMIUM), machine.play, judged)
    assert machine.played == [OURS, OURS, OURS, CHROMIUM]
    assert found.whole
    assert len(found.bad) == 2


def test_a_pair_is_given_up_after_three_repeats() -> None:
    machine = Machine(noisy=99)
    found = played((OURS, CHROMIUM), machine.play, judged)
    assert machine.played == [OURS] * (1 + REPEATS)
    assert not found.whole


# -- ratios --


def test_the_median_of_the_logarithms_does_not_care_who_is_above_the_line() -> None:
    both = [(2.0, 1.0), (1.0, 2.0), (3.0, 1.5), (1.0, 1.0), (1.0, 4.0)]
    found, upside_down = ratio(both), ratio([(b, a) for a, b in both])
    assert found
    assert upside_down
    assert found["median"] == 1
    assert upside_down["lo"] == pytest.approx(1 / found["hi"], abs=0.01)


def test_the_interval_holds_the_median_and_is_the_same_each_time() -> None:
    both = [(1.0 + n / 10, 1.0) for n in range(7)]
    found = ratio(both)
    assert found == ratio(both)
    assert found
    assert 1 <= found["lo"] < found["median"] == 1.3 < found["hi"] <= 1.6


def test_pairs_that_agree_leave_no_doubt() -> None:
    assert ratio([(3.0, 2.0)] * 5) == {"median": 1.5, "lo": 1.5, "hi": 1.5}


def test_no_freeze_at_either_kiosk_is_one() -> None:
    found, _ = told([pair()] * 5, 5)
    assert found["freeze_ratio"] == {"median": 1, "lo": 1, "hi": 1}


def test_nothing_at_all_has_no_ratio() -> None:
    assert ratio([]) is None
    assert ratio([(0.0, 1.0)]) is None


# -- a line's figures --


def test_a_line_has_the_figures_that_are_promised() -> None:
    found, why = told([pair({"goodput_kbps": 735.0})] * 5, 5)
    assert list(found) == [
        *("pairs", "goodput_ratio", "queue_p95_ratio", "vmaf_ratio", "latency_p95_ratio"),
        *("freeze_ratio", "console_visqol_ratio", "freeze_max_s", "kiosk_visqol", "kiosk_plcmos"),
        "cpu_ratio",
    ]
    assert why == {}
    assert found["pairs"] == 5
    assert found["goodput_ratio"]["median"] == 1.05
    assert (found["kiosk_visqol"], found["kiosk_plcmos"]) == (4.2, 3.5)
    assert json.loads(json.dumps(found)) == found


def test_a_line_on_which_a_pair_stayed_noisy_says_nothing() -> None:
    found, why = told([pair()] * 4 + [Pair({OURS: GOOD})], 5)
    assert found.pop("pairs") == 4
    assert set(found.values()) == {None}
    assert "4 of 5" in why["all"]


def test_a_figure_that_a_tool_could_not_give_is_null_with_its_reason() -> None:
    without = {"vmaf": None, "why": {"vmaf": "no libvmaf"}}
    found, why = told([pair(without, without)] * 5, 5)
    assert found["vmaf_ratio"] is None
    assert why == {"vmaf_ratio": "no libvmaf"}
    assert found["goodput_ratio"]


@pytest.mark.parametrize(
    "ours", [{"goodput_kbps": 600.0}, {"codec": "video/H264"}, {"size": "320x240"}]
)
def test_processors_are_compared_at_the_same_work_alone(ours: dict[str, Any]) -> None:
    same, _ = told([pair({"cpu_pct": 24.0})] * 5, 5)
    assert same["cpu_ratio"]["median"] == 0.8
    other, why = told([pair(ours)] * 5, 5)
    assert other["cpu_ratio"] is None
    assert "within 10 %" in why["cpu_ratio"]


# -- the bar and the clock --


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (480, 360), (320, 240)])
def test_the_bar_is_read_at_any_size_and_with_noise(size: tuple[int, int]) -> None:
    chance = np.random.default_rng(3)
    for count in (0, 1, 77, bar.LOOP - 1, 0x3FFF):
        picture = chance.integers(0, 255, (HEIGHT * 3 // 2, WIDTH)).astype(np.uint8)
        bar.burn(picture, count)
        luma = np.clip(picture[:HEIGHT] + chance.normal(0, 12, (HEIGHT, WIDTH)), 0, 255)
        rows = np.arange(size[1]) * HEIGHT // size[1]
        columns = np.arange(size[0]) * WIDTH // size[0]
        assert bar.read(luma[np.ix_(rows, columns)].astype(np.uint8)) == count


def test_a_picture_without_a_bar_is_not_read() -> None:
    assert bar.read(np.zeros((HEIGHT, WIDTH), np.uint8)) is None
    assert bar.read(np.full((HEIGHT, WIDTH), 255, np.uint8)) is None


def test_one_bit_that_turned_is_noticed() -> None:
    picture = np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8)
    for cell in range(bar.CELLS):
        bar.burn(picture, 12)
        columns = slice(cell * WIDTH // bar.CELLS, (cell + 1) * WIDTH // bar.CELLS)
        picture[: bar.ROWS, columns] = 255 - picture[: bar.ROWS, columns]
        assert bar.read(picture[:HEIGHT]) is None


@pytest.mark.skipif(shutil.which("node") is None, reason="no node")
def test_the_page_reads_the_bar_as_python_does(tmp_path: Path) -> None:
    picture = np.zeros((HEIGHT * 3 // 2, WIDTH), np.uint8)
    bar.burn(picture, 4321)
    (tmp_path / "luma").write_bytes(picture[:HEIGHT].tobytes())
    source = Path(bar.__file__).with_name("bar.js")
    script = f"""
      globalThis.window = globalThis;
      const {{readFileSync}} = require("fs");
      eval(readFileSync({json.dumps(str(source))}, "utf8"));
      const luma = readFileSync({json.dumps(str(tmp_path / "luma"))});
      readBar({{
        visibleRect: {{width: {WIDTH}, height: {HEIGHT}}},
        allocationSize: ({{rect}}) => rect.width * rect.height,
        copyTo: async (to, {{rect}}) => {{
          to.set(luma.subarray(0, rect.width * rect.height));
          return [{{offset: 0, stride: rect.width}}];
        }},
      }}).then(console.log);
    """
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == "4321", done.stderr


def test_a_picture_s_latency_is_to_the_first_time_it_is_decoded() -> None:
    captured = [(5, 10.0), (6, 10.04), (7, 10.08), (None, 10.1)]
    decoded = [(5, 9.0), (5, 10.15), (7, 10.28), (None, 10.3), (6, 18.1)]
    assert figures.latencies(captured, decoded) == pytest.approx([150, 200])


def test_the_longest_gap_counts_the_beginning_and_the_end() -> None:
    assert figures.longest_gap([(1, 1.0), (2, 1.2)], 0.9, 5.2) == 4
    assert figures.longest_gap([], 0, 3) == 3


def test_goodput_counts_sound_and_picture() -> None:
    def at(seconds: float, voice: int, pictures: int) -> Sample:
        counts = {"number": 0, "in_audio": {"bytesReceived": voice}}
        return Sample(seconds, connections=[counts | {"in_video": {"bytesReceived": pictures}}])

    assert figures.goodput_kbps([at(0, 0, 0), at(10, 25_000, 62_500)]) == 70
    assert figures.goodput_kbps([at(0, 0, 0), at(10, 90_000, 62_500)]) == 82, (
        "copies are none of it"
    )


def test_the_rise_is_told_from_the_line_s_return() -> None:
    def sent(at: float, kbps: float) -> Packet:
        return Packet("U", at, "D", round(kbps * 12.5), "rtp96", 0, 0)

    slow = [sent(40 + n / 10, 300) for n in range(30)]
    fast = [sent(43 + n / 10, 890) for n in range(100)]
    assert figures.rise_s(fast + slow, 40, 55, 900) == pytest.approx(4, abs=0.3)
    assert figures.rise_s(slow, 40, 43, 900) is None


# -- what is judged --


def test_a_picture_stands_until_the_next_one() -> None:
    assert figures.slots([2, 3, 6], 8) == [(2, 2), (3, 3), (4, 3), (5, 3), (6, 6), (7, 6)]
    assert figures.slots([], 8) == []


def test_the_windows_of_two_times_round_the_film_are_two() -> None:
    second = bar.WINDOWS[1]
    counts = [0, 1, second + 2, 0, 3]
    found = scores.windows(counts, [0.0, 0.04, 4.1, 8.0, 8.1])
    assert found == [(0, [0, 1]), (second, [2]), (0, [3, 4])]


def test_a_part_of_what_was_heard_finds_its_place_in_what_was_said() -> None:
    said = np.random.default_rng(1).normal(0, 3000, 12 * scores.SOUND_RATE).astype(np.int16)
    heard = np.roll(said, -scores.SOUND_RATE)
    [(part, there)] = scores.parts(heard, said)
    assert np.array_equal(part, there)


# -- the lines --


def test_the_lines_of_the_comparison_are_there() -> None:
    assert (LINES["D"].up_kbps, LINES["D"].down_kbps, LINES["D"].one_way_ms) == (128, 128, 150)
    assert [kbps for _, kbps in LINES["step"].course] == [900, 300, 900]
    assert LINES["rival"].rival
    assert "up enter 0.012" in LINES["bursts"].orders()


def test_the_mobile_network_is_the_same_each_time_and_fades() -> None:
    course = radio(4)
    assert course == radio(4) != radio(5)
    rates = [kbps for _, kbps in course]
    assert min(rates) == 200
    assert 600 < np.median(rates) < 2000


def test_the_emulator_knows_each_order() -> None:
    source = SOURCE.read_text()
    for line in LINES.values():
        for said in line.orders():
            assert f'"{said.split()[1]}"' in source
