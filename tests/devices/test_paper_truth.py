"""When may we say that paper is out? Every way a printer has to lie, and what we answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import signaling.protocol as wire
from devices.printer import END_STATES, Fault, PrintState
from devices.printer.truth import (
    ABORTED,
    CANCELED,
    COMPLETED,
    FORGOTTEN_SECONDS,
    GONE,
    IDLE,
    LAG_SECONDS,
    SETTLE_SECONDS,
    STOPPED,
    OwnJob,
    Sight,
    fault_of,
    judge,
)

PROCESSING = 5
PATIENCE = 60.0
SUCCESS = ("job-completed-successfully",)


def sight(own: OwnJob | None = None, **changes: object) -> Sight:
    settled = Sight(PROCESSING, None, own=own, ended_for=SETTLE_SECONDS)
    return replace(settled, **changes)  # type: ignore[arg-type]


def said(seen: Sight, expected: int = 4, cancelling: bool = False) -> tuple[PrintState, int]:
    verdict = judge(seen, expected, PATIENCE, cancelling)
    return verdict.state, verdict.page


def test_a_job_that_the_printer_does_not_have_yet_is_only_sent() -> None:
    assert said(sight()) == (PrintState.SENT, 0)


def test_pages_are_told_as_the_printer_counts_them() -> None:
    assert said(sight(OwnJob(7, PROCESSING, (), 3))) == (PrintState.PRINTING, 3)


def test_paper_is_out_when_every_impression_was_counted() -> None:
    assert said(sight(OwnJob(7, COMPLETED, SUCCESS, 4))) == (PrintState.OUT, 4)


def test_a_job_that_just_ended_is_looked_at_once_more_before_it_is_believed() -> None:
    ended = sight(OwnJob(7, COMPLETED, SUCCESS, 4), ended_for=0.0)
    assert said(ended) == (PrintState.PRINTING, 4)


def test_a_jam_that_an_idle_printer_only_reports_still_holds_the_sheet_of_the_job() -> None:
    ended = sight(OwnJob(7, COMPLETED, SUCCESS, 4), printer_reasons=("media-jam-report",))
    assert said(ended) == (PrintState.FAULT, 4)
    empty = sight(OwnJob(7, COMPLETED, SUCCESS, 4), printer_reasons=("media-empty-report",))
    assert said(empty) == (PrintState.OUT, 4)


def test_the_queue_s_completed_is_not_paper() -> None:
    assert said(sight(OwnJob(7, PROCESSING, (), 1), queue_state=COMPLETED))[0] == "printing"
    assert said(sight(queue_state=COMPLETED))[0] == "sent"


def test_a_printer_that_completes_early_is_given_a_moment_then_is_not_believed() -> None:
    early = sight(OwnJob(7, COMPLETED, SUCCESS, 2))
    assert said(early) == (PrintState.PRINTING, 2)
    assert said(replace(early, ended_for=LAG_SECONDS)) == (PrintState.FAILED, 2)


@pytest.mark.parametrize("count", [None, 0, 5])
def test_a_printer_that_does_not_count_is_only_probably_out(count: int | None) -> None:
    done = sight(OwnJob(7, COMPLETED, SUCCESS, count), ended_for=LAG_SECONDS)
    assert said(done)[0] == PrintState.PROBABLY_OUT


def test_a_blank_back_may_be_counted_or_not() -> None:
    for count in (3, 4):
        done = sight(OwnJob(7, COMPLETED, SUCCESS, count), backs=1)
        assert said(done, expected=3) == (PrintState.OUT, 3)
    more = sight(OwnJob(7, COMPLETED, SUCCESS, 5), backs=1, ended_for=LAG_SECONDS)
    assert said(more, expected=3)[0] == PrintState.PROBABLY_OUT


@pytest.mark.parametrize("reason", ["printer-stopped", "job-completed-with-errors"])
def test_a_job_that_completed_with_a_stop_is_not_out(reason: str) -> None:
    done = sight(OwnJob(7, COMPLETED, (reason,), 4), ended_for=LAG_SECONDS)
    assert said(done)[0] == PrintState.FAILED


def test_a_printer_without_history_is_believed_late_and_only_probably() -> None:
    gone = sight(queue_state=COMPLETED, ended_for=FORGOTTEN_SECONDS)
    assert said(gone)[0] == PrintState.PROBABLY_OUT


def test_a_printer_out_of_reach_is_a_fault_then_a_failure() -> None:
    away = sight(absence=Fault.UNREACHABLE, page=2, unreachable_for=PATIENCE - 1)
    verdict = judge(away, 4, PATIENCE)
    assert (verdict.state, verdict.page, verdict.fault) == ("fault", 2, Fault.UNREACHABLE)
    assert said(replace(away, unreachable_for=PATIENCE)) == (PrintState.FAILED, 2)


def test_a_cancelled_job_ends_at_once_even_if_the_printer_is_off() -> None:
    away = sight(absence=Fault.OFF, queue_state=CANCELED)
    assert said(away, cancelling=True)[0] == PrintState.CANCELLED


def test_somebody_who_cancels_at_the_printer_is_told_as_cancelled() -> None:
    assert said(sight(OwnJob(7, CANCELED, (), 1))) == (PrintState.CANCELLED, 1)
    assert said(sight(OwnJob(7, ABORTED, (), 1))) == (PrintState.FAILED, 1)


def test_a_printer_that_is_off_is_not_one_that_the_network_lost() -> None:
    for absence in (Fault.OFF, Fault.UNREACHABLE):
        assert judge(sight(absence=absence), 4, PATIENCE).fault == absence


@pytest.mark.parametrize("reason", ["media-jam-error", "cover-open-error"])
def test_a_printer_that_counts_a_sheet_it_still_holds_is_not_believed(reason: str) -> None:
    held = sight(OwnJob(7, COMPLETED, SUCCESS, 4), printer_reasons=(reason,))
    assert said(replace(held, ended_for=LAG_SECONDS))[0] == PrintState.FAULT
    assert said(held, cancelling=True)[0] == PrintState.CANCELLED
    assert said(replace(held, printer_reasons=()))[0] == PrintState.OUT


def test_the_last_sheet_of_a_tray_is_out_though_the_tray_is_empty() -> None:
    done = sight(OwnJob(7, COMPLETED, SUCCESS, 4), printer_reasons=("media-empty-error",))
    assert said(replace(done, printer_state=STOPPED))[0] == PrintState.OUT


def test_a_queue_without_history_loses_no_job_for_ever() -> None:
    gone = sight(queue_state=GONE)
    assert said(gone)[0] == PrintState.SENT
    assert said(gone, cancelling=True)[0] == PrintState.CANCELLED
    assert said(replace(gone, ended_for=FORGOTTEN_SECONDS))[0] == PrintState.PROBABLY_OUT
    alone = replace(gone, forgets=True)
    assert said(alone)[0] == PrintState.PRINTING
    assert said(replace(alone, ended_for=LAG_SECONDS))[0] == PrintState.PROBABLY_OUT


def test_a_queue_that_somebody_stopped_is_told_as_a_pause() -> None:
    assert judge(sight(queue_stopped=True), 4, PATIENCE).fault == Fault.PAUSED


def test_a_job_cancelled_too_late_is_out() -> None:
    done = sight(OwnJob(7, COMPLETED, SUCCESS, 4), queue_state=CANCELED)
    assert said(done, cancelling=True)[0] == PrintState.OUT


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("media-empty-error", Fault.NO_PAPER),
        ("media-needed-warning", Fault.NO_PAPER),
        ("media-jam", Fault.JAM),
        ("cover-open-error", Fault.COVER_OPEN),
        ("door-open-error", Fault.COVER_OPEN),
        ("toner-empty-warning", Fault.TONER_EMPTY),
        ("input-tray-missing-error", Fault.TRAY_MISSING),
        ("paused", Fault.PAUSED),
        ("shutdown", Fault.OFF),
        ("offline-report", Fault.OFF),
        ("toner-low-warning", None),
        ("media-empty-report", None),
        ("none", None),
    ],
)
def test_reasons_of_a_printer_have_one_meaning(reason: str, fault: Fault | None) -> None:
    assert fault_of((reason,), IDLE) == fault


def test_a_report_counts_once_the_printer_stopped() -> None:
    assert fault_of(("media-empty-report",), STOPPED) == Fault.NO_PAPER


@pytest.mark.parametrize("reasons", [(), ("marker-waste-full-error",), ("fuser-over-temp-error",)])
def test_a_printer_that_stopped_for_a_reason_of_its_own_is_not_said_to_print(reasons) -> None:
    stopped = sight(OwnJob(7, PROCESSING, (), 1), printer_state=STOPPED, printer_reasons=reasons)
    verdict = judge(stopped, 4, PATIENCE)
    assert (verdict.state, verdict.fault) == (PrintState.FAULT, Fault.PAUSED)
    assert fault_of(reasons, IDLE) is None


def test_of_several_faults_the_gravest_is_told() -> None:
    assert fault_of(("media-empty-error", "media-jam-error"), IDLE) == Fault.JAM


def test_states_and_faults_are_the_words_of_the_wire() -> None:
    told_by_people = {wire.PrintState.SEEN}
    assert {*PrintState} == {*wire.PrintState} - told_by_people
    assert [*Fault] == [*wire.Fault]


REASONS = st.lists(
    st.sampled_from(["media-empty-error", "media-jam", "printer-stopped", "none", "x" * 40]),
    max_size=3,
).map(tuple)
OWN = st.builds(
    OwnJob, st.integers(1), st.integers(-1, 12), REASONS, st.none() | st.integers(-1, 9)
)
SIGHTS = st.builds(
    Sight,
    queue_state=st.none() | st.integers(3, 9) | st.just(GONE),
    absence=st.none() | st.sampled_from([Fault.OFF, Fault.UNREACHABLE]),
    printer_state=st.integers(-1, 9),
    printer_reasons=REASONS,
    own=st.none() | OWN,
    page=st.integers(0, 4),
    ended_for=st.floats(0, 100),
    unreachable_for=st.floats(0, 100),
    queue_stopped=st.booleans(),
    forgets=st.booleans(),
)


@given(SIGHTS, st.integers(1, 8), st.booleans())
def test_out_is_never_said_without_a_completed_job_and_all_its_pages(
    seen: Sight, expected: int, cancelling: bool
) -> None:
    verdict = judge(seen, expected, PATIENCE, cancelling)
    assert 0 <= verdict.page <= max(expected, seen.page)
    assert (verdict.fault is not None) == (verdict.state == PrintState.FAULT)
    assert (verdict.code is not None) == (verdict.state == PrintState.FAILED)
    if verdict.state == PrintState.OUT:
        assert seen.absence is None
        assert seen.own is not None
        assert (seen.own.state, seen.own.impressions) == (COMPLETED, expected)
    if verdict.state in END_STATES - {PrintState.CANCELLED} and seen.absence is None:
        assert seen.own is not None or seen.queue_state in (ABORTED, COMPLETED, GONE)
