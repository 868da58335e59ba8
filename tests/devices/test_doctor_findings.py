"""How findings read, for people and for programs."""

import io
import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from devices.findings import Finding, Level, Style, as_json, as_text, exit_code, summary

PAPER = Finding(
    "printer.paper",
    "Imprimante",
    Level.FAULT,
    "L’imprimante n’a plus de papier.",
    "Remettez du papier A4 dans le bac.",
    {"uri": "ipp://x"},
)
CAMERA = Finding("camera", "Caméra", Level.OK, "640 × 480 points.")
CLOCK = Finding("clock", "Horloge", Level.WARNING, "Elle dérive.", "Lancez « timedatectl ».")
CARD = Finding("card", "Lecteur de cartes", Level.ABSENT, "Aucun.", "Lancez « visavis setup ».")
ALL = [CAMERA, CLOCK, PAPER, CARD]
AT = datetime(2026, 11, 22, 15, 4, tzinfo=UTC)

FINDINGS = st.lists(
    st.builds(
        Finding,
        st.text(),
        st.text(),
        st.sampled_from(Level),
        st.text(),
        st.text(),
        st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.binary()),
    )
)


def test_a_page_is_aligned_and_says_what_to_do_only_where_it_is_needed() -> None:
    assert as_text(ALL, "Examen") == (
        "Examen\n"
        "\n"
        "  ✓  Caméra            640 × 480 points.\n"
        "  !  Horloge           Elle dérive.\n"
        "                       → Lancez «\u00a0timedatectl\u00a0».\n"
        "  ✗  Imprimante        L’imprimante n’a plus de papier.\n"
        "                       → Remettez du papier A4 dans le bac.\n"
        "  –  Lecteur de cartes Aucun.\n"
        "\n"
        "1 panne, 1 avertissement. Le reste fonctionne.\n"
    )


def test_a_terminal_of_letters_only_gets_letters_only() -> None:
    text = as_text(ALL, "Examen du guichet, à 8 h", Style(plain=True))
    assert text.isascii()
    assert '> Lancez " timedatectl ".' in text
    assert "XX  Imprimante" in text
    columns = {
        line.index(word) for line in text.splitlines() for word in ("Elle", "Aucun") if word in line
    }
    assert len(columns) == 1


def test_colours_are_for_terminals_alone() -> None:
    assert "\033[" not in as_text(ALL, "Examen", Style.of(io.StringIO()))
    assert "\033[1;31m✗" in as_text(ALL, "Examen", Style(colour=True))


def test_the_json_form_keeps_its_promise() -> None:
    told = json.loads(as_json(ALL, "kiosk", AT))
    assert list(told) == ["schema", "role", "at", "ok", "findings"]
    assert told["schema"] == 1
    assert told["at"] == "2026-11-22T15:04:00+00:00"
    assert told["ok"] is False
    assert told["findings"][2] == {
        "id": "printer.paper",
        "title": "Imprimante",
        "level": "fault",
        "sentence": "L’imprimante n’a plus de papier.",
        "remedy": "Remettez du papier A4 dans le bac.",
        "details": {"uri": "ipp://x"},
    }


def test_only_a_fault_makes_the_exit_code_one() -> None:
    assert (exit_code([CAMERA, CLOCK, CARD]), exit_code(ALL)) == (0, 1)
    assert (exit_code([]), summary([CAMERA, CARD])) == (0, "Tout fonctionne.")


@given(FINDINGS, st.booleans(), st.integers(1, 200))
def test_no_finding_breaks_a_report(findings: list[Finding], plain: bool, width: int) -> None:
    text = as_text(findings, "Examen", Style(width, colour=not plain, plain=plain))
    assert summary(findings) in text or plain
    assert len(json.loads(as_json(findings, "kiosk", AT))["findings"]) == len(findings)
