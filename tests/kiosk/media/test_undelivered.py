"""What never came leaves again without being asked for, once, and as long as its picture waits."""

import heapq
import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.congestion.undelivered import KEPT, LATE_S, Undelivered


def test_a_packet_that_did_not_come_leaves_again():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    missing.sent(11, 501, False, 0.0)
    assert missing.told(10, False, 0.1) == 500
    assert missing.told(11, True, 0.1) is None


def test_it_is_said_once():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    missing.told(10, False, 0.1)
    assert missing.told(10, False, 0.2) is None


def test_not_while_a_copy_is_under_way_but_once_that_is_lost_too():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    missing.sent(12, 500, True, 0.05)
    assert missing.told(10, False, 0.1) is None
    assert missing.told(12, False, 0.15) == 500


def test_what_came_and_only_filled_a_burst_does_not_leave_once_more():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    missing.told(10, True, 0.1)
    missing.sent(12, 500, True, 0.2)
    assert missing.told(12, False, 0.3) is None


def test_a_copy_that_came_ends_it_whatever_became_of_the_others():
    missing = Undelivered()
    for number in (10, 12, 13):
        missing.sent(number, 500, number > 10, 0.0)
    assert missing.told(12, True, 0.1) is None
    assert missing.told(13, False, 0.1) is None


def test_a_late_one_is_left_and_numbers_come_again():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    assert missing.told(10, False, LATE_S) is None
    missing.sent(10, 500, False, 9.0)  # both have gone round
    assert missing.told(10, False, 9.1) == 500


def test_a_packet_is_given_up_however_often_its_copies_are_lost():
    missing = Undelivered()
    missing.sent(0, 500, False, 0.0)
    found = 0
    for n in range(1, 50):
        if missing.told(n - 1, False, n / 10) is not None:
            found += 1
            missing.sent(n, 500, True, n / 10)
    assert 8 < found < 10 * LATE_S


def test_what_came_later_than_was_told_is_not_sent_a_third_time():
    missing = Undelivered()
    missing.sent(10, 500, False, 0.0)
    assert missing.told(10, False, 0.1) == 500
    missing.sent(11, 500, True, 0.1)
    missing.told(10, True, 0.2)
    assert missing.told(11, False, 0.3) is None


def test_it_keeps_no_more_than_some_seconds_whatever_is_told():
    missing = Undelivered()
    for n in range(3 * KEPT):
        missing.sent(n, n, False, n / 100)
        if n % 3:
            missing.sent(n + 30_000, n, True, n / 100)
            missing.told(n, n % 2 > 0, n / 100)
    assert KEPT - 2 < max(len(missing._left), len(missing._last)) <= KEPT


TURN = st.tuples(st.booleans(), st.integers(0, 9), st.booleans())


@given(st.lists(TURN, max_size=300))
def test_what_has_come_is_never_sent_again_and_what_has_not_never_forgotten(events):
    """Ten packets and as many copies as one likes, under way at once; fates come in any order."""
    missing, came, told, of = Undelivered(), set(), set(), {}
    for n, (sends, which, arrives) in enumerate(events):
        now = n / 1000
        if sends:
            copy = which in of.values()
            of[n] = which
            missing.sent(n, which, copy, now)
        elif of:
            number = sorted(of)[which % len(of)]
            packet = of[number]
            last = number == max(other for other in of if of[other] == packet)
            again = missing.told(number, arrives, now)
            if arrives:
                came.add(packet)
            assert again is None or (again == packet and packet not in came)
            if last and packet not in came and number not in told:
                assert again == packet
            told.add(number)


BACK_S, TRIP_S, ASKED_S, REPORT_S = 0.025, 0.08, 0.16, 0.062
"As Chromium was seen to on a line that loses 5 %: it asks again after twice the way."


def holes(by_reports: bool, loss: float = 0.05, packets: int = 20_000) -> list[float]:
    """How long each lost packet is missing at the other end, which asks and reports; what it says
    is lost as often."""
    chance, missing, count = random.Random(3), Undelivered(), itertools.count()
    events: list = [(n * 0.01, next(count), "send", n, False) for n in range(packets)]
    events += [(n * REPORT_S, next(count), "report", 0, False) for n in range(packets // 6)]
    heapq.heapify(events)
    number, told, fates = 0, 0, {}
    came, lost_at, found = set(), {}, []

    def at(when: float, *event: object) -> None:
        heapq.heappush(events, (when, next(count), *event))

    while events:
        now, _, what, packet, copy = heapq.heappop(events)
        if what == "send" and (packet not in came):
            number += 1
            missing.sent(number, packet, copy, now)
            lost = chance.random() < loss
            fates[number] = (now + TRIP_S - BACK_S, not lost)
            if not lost:
                at(now + TRIP_S - BACK_S, "arrive", packet, copy)
            if not copy and lost:
                lost_at[packet] = now + TRIP_S - BACK_S
                at(now + TRIP_S - BACK_S + 0.02, "ask", packet, False)
        elif what == "arrive" and packet not in came:
            came.add(packet)
            if packet in lost_at:
                found.append(now - lost_at[packet])
        elif what == "ask" and packet not in came:
            if chance.random() >= loss:
                at(now + BACK_S, "send", packet, True)
            at(now + ASKED_S, "ask", packet, False)
        elif what == "report":
            known = [n for n in range(told + 1, number + 1) if fates[n][0] < now]
            told = max(known, default=told)  # it is said once, and may be lost
            if chance.random() >= loss:
                at(now + BACK_S, "hear", tuple((n, fates[n][1]) for n in known), False)
        elif what == "hear" and by_reports:
            for n, arrived in packet:
                if (again := missing.told(n, arrived, now)) is not None:
                    at(now, "send", again, True)
    return sorted(found)


def test_two_in_three_long_waits_for_a_lost_packet_are_spared():
    asked, told = holes(False), holes(True)
    assert len(asked) > 900
    late = [sum(hole > 0.19 for hole in each) for each in (asked, told)]
    assert late[0] > 60
    assert late[1] < late[0] / 3
    assert told[int(0.97 * len(told))] < 0.8 * asked[int(0.97 * len(asked))]
