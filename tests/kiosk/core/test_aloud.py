"""What the counsellor writes is read to who does not read: whole sentences, each once."""

import pytest

from kiosk.core.aloud import MARKED_SECONDS, REST_SECONDS, Aloud, line
from kiosk.core.aloud_events import TextWritten
from kiosk.core.commands import Repeat
from kiosk.core.events import DeadlinePassed, HungUp, Installed, Rang, SayAgainAsked
from kiosk.core.guide import Guide, waits_its_turn
from kiosk.core.sentences import FRENCH
from kiosk.core.talk import ANNOUNCE_SECONDS
from kiosk.core.tongues import scene_in
from kiosk.languages import languages
from signaling import protocol as wire

NEED = wire.Need.READING


def typed(aloud: Aloud, text: str, now: float = 0.0) -> list[str]:
    """Key by key."""
    return [said for n in range(len(text)) for said in aloud.written(text[: n + 1], now)]


def test_a_sentence_is_read_at_its_mark_or_at_the_end_of_its_line() -> None:
    text = "Bonjour ! Votre dossier est là. Vous venez ?\nLe 3.5 de M. Dupont"
    assert typed(Aloud(), text) == ["Bonjour !", "Votre dossier est là.", "Vous venez ?"]


@pytest.mark.parametrize(
    ("text", "seconds"), [("Il est là.", MARKED_SECONDS), ("Il est", REST_SECONDS)]
)
def test_a_hand_that_rests_finishes_a_sentence(text: str, seconds: float) -> None:
    aloud = Aloud()
    assert typed(aloud, text, 10.0) == []
    assert aloud.deadline == 10.0 + seconds
    assert aloud.rested(10.0 + seconds - 0.01) == []
    assert aloud.rested(10.0 + seconds) == [text]
    assert aloud.deadline is None


def test_what_was_read_is_not_read_again_but_a_corrected_sentence_is() -> None:
    aloud = Aloud()
    assert typed(aloud, "Lundi. À 9 heures. ") == ["Lundi.", "À 9 heures."]
    assert aloud.written("Lundi. À 10 heures. ", 0) == ["À 10 heures."]
    assert aloud.written("Lundi. À 10 heures. Bien", 0) == []
    assert aloud.written("", 0) == []
    assert aloud.written("Lundi. ", 0) == ["Lundi."]


def test_marks_alone_are_nothing_to_read() -> None:
    assert typed(Aloud(), "... !\n?\n") == []


def talking(*needs: wire.Need) -> Guide:
    guide = Guide("Wassigny")
    visit = wire.Install(
        visit="v", organisation="MSA", organisation_id="msa", counsellor="Mme X", needs=needs
    )
    ring = wire.Ring(
        call="c", visit="v", organisation_id="msa", counsellor="Mme X", sdp="v=0", ice_servers=()
    )
    guide.handle(Installed(visit), 0.0)
    guide.handle(Rang(ring), 0.0)
    guide.handle(DeadlinePassed(), ANNOUNCE_SECONDS)
    return guide


def test_to_who_does_not_read_each_sentence_is_said_once_the_counsellor_pauses() -> None:
    guide = talking(NEED)
    said = guide.handle(TextWritten("Signez ici. Puis"), 10.0)
    assert [one.scene.voice for one in said if isinstance(one, Repeat)] == [line("Signez ici.")]
    assert isinstance(said[0], Repeat)
    assert not said[0].asked
    assert waits_its_turn(said[0].scene), "never over the counsellor's voice"
    assert guide.deadline == 10.0 + REST_SECONDS
    later = guide.handle(DeadlinePassed(), 10.0 + REST_SECONDS)
    assert [one.scene.voice.text for one in later if isinstance(one, Repeat)] == ["Puis"]


def test_who_reads_is_not_read_to_but_at_the_counsellor_s_key() -> None:
    guide = talking()
    assert guide.handle(TextWritten("Signez ici. Puis là"), 10.0) == []
    (again,) = guide.handle(SayAgainAsked(), 11.0)
    assert isinstance(again, Repeat)
    assert again.asked
    assert again.scene.voice == line("Puis là")


def test_nothing_of_a_call_is_read_after_it() -> None:
    guide = talking(NEED)
    guide.handle(TextWritten("Signez"), 10.0)
    guide.handle(HungUp("c"), 11.0)
    assert guide.handle(TextWritten("Signez."), 12.0) == []
    late = guide.handle(DeadlinePassed(), 20.0)
    assert not [
        one for one in late if isinstance(one, Repeat) and one.scene.voice.id == "live_text"
    ]


def test_what_is_written_keeps_its_language_whatever_the_screens_speak() -> None:
    guide, english = talking(NEED), next(one for one in languages() if one.code == "en")
    (said,) = guide.handle(TextWritten("Signez ici.\n"), 10.0)
    assert isinstance(said, Repeat)
    assert scene_in(said.scene, english).voice.language == FRENCH.code
    assert line("وقّع هنا").language == "ar"
