"""Free access at the kiosk: what is said and done for each press and each word of a device."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import free_scenes, scenes
from kiosk.core.attendant import AttendantState
from kiosk.core.events import (
    CancelPrint,
    CancelScan,
    Command,
    DeadlinePassed,
    DocumentArrived,
    Event,
    HowToPrint,
    Installed,
    KeepProgressed,
    MakeDocument,
    OpenSession,
    PageScanned,
    PaperLooked,
    PrintChanged,
    PrintDocument,
    ScanEnded,
    ScanFailed,
    Send,
    SessionWiped,
    Show,
    StartScan,
    Welcomed,
    WipeSession,
)
from kiosk.core.free import SAID_SECONDS
from kiosk.core.free_events import (
    FetchFile,
    FreeCloseAsked,
    FreeFileGiven,
    FreeNotSent,
    FreeOpened,
    FreePressed,
    FreeSent,
    OpenFree,
    PrintMade,
    SendLetter,
)
from kiosk.core.glass import GUIDE_SECONDS, Scanner
from kiosk.core.paper import Limits
from kiosk.core.scenes import SceneId
from kiosk.core.usher import YIELD_SECONDS, Usher
from signaling import protocol as wire
from signaling.protocol import FreeDeed, FreeEnd, FreePress, FreeStage, PrintState

COPY = wire.FreeOpen(free="f1", deed=FreeDeed.COPY, copies=2, colour=True)
EMAIL = wire.FreeOpen(free="f1", deed=FreeDeed.EMAIL)
PRINT = wire.FreeOpen(free="f1", deed=FreeDeed.PRINT)
VISIT = wire.Install(visit="v1", organisation="MSA", organisation_id="msa", counsellor="Mme X")
FILE = wire.Manifest(
    document="file-1",
    kind=wire.DocumentKind.PRINT,
    media_type="application/pdf",
    nonce="AAAAAAAAAAA=",
    chunks=(wire.Chunk(sha256="0" * 64, size=17),),
)


class Play:
    """A kiosk, an event at a time; what it did and told is kept."""

    def __init__(self, feeder: str = "", limits: Limits | None = None) -> None:
        self.kiosk, self.now = Usher("Wassigny", limits, Scanner(feeder)), 0.0
        self.done: list[Command] = []

    def hears(self, *events: Event) -> list[Command]:
        self.done = [c for event in events for c in self.kiosk.handle(event, self.now)]
        return self.done

    def waits(self, seconds: float) -> list[Command]:
        self.now += seconds
        return self.hears(DeadlinePassed())

    @property
    def stages(self) -> list[FreeStage]:
        said = [each.message for each in self.done if isinstance(each, Send)]
        return [each.stage for each in said if isinstance(each, wire.FreeStatus)]

    @property
    def shown(self) -> list[str]:
        return [each.scene.voice.id for each in self.done if isinstance(each, Show)]

    def of(self, kind: type[Command]) -> list[Command]:
        return [each for each in self.done if isinstance(each, kind)]

    def scans(self, asked: wire.FreeOpen = COPY) -> None:
        """A sheet was laid and read."""
        self.hears(FreeOpened(asked))
        self.waits(SAID_SECONDS)
        self.waits(GUIDE_SECONDS)
        self.hears(scanned("sheet-1"), ScanEnded("sheet-1"))


def scanned(scan: str) -> PageScanned:
    return PageScanned(scan, scan, f"preview-{scan}", (), wire.Correction(skew=1.0))


def test_a_copy_is_said_guided_scanned_made_printed_and_out() -> None:
    play = Play()
    assert play.hears(FreeOpened(COPY))[0] == OpenFree("f1")
    assert play.shown == ["free.copy"]
    play.waits(SAID_SECONDS)
    assert (play.stages, play.shown) == ([FreeStage.GUIDING], ["scan_gesture.top_left"])
    play.waits(GUIDE_SECONDS)
    assert play.stages == [FreeStage.SCANNING]
    assert play.of(StartScan)
    play.hears(scanned("sheet-1"), ScanEnded("sheet-1"))
    (made,) = play.of(MakeDocument)
    assert isinstance(made, MakeDocument)
    assert made.pages[0].correction == wire.Correction(skew=1.0, ink=wire.Ink.COLOUR)
    play.hears(KeepProgressed(made.document, 1))
    assert play.of(PrintMade) == [PrintMade(made.document, 1)]
    play.hears(DocumentArrived(made.document, 1))
    how = HowToPrint(copies=2, two_sided=False, colour=True)
    assert play.of(PrintDocument) == [PrintDocument(made.document, how)]
    play.hears(PrintChanged(made.document, PrintState.FAULT, fault=wire.Fault.JAM))
    assert (play.stages, play.shown) == ([FreeStage.FAULT], ["paper_fault.jam"])
    play.hears(PrintChanged(made.document, PrintState.OUT, page=2, pages=2))
    assert (play.stages, play.shown) == ([FreeStage.DONE], ["free.copied"])


def test_nobody_is_on_the_screens_whatever_is_done() -> None:
    play = Play()
    for asked in (COPY, EMAIL, PRINT):
        play.scans(replace_free(asked, f"f-{asked.deed}"))
        for command in play.done:
            if isinstance(command, Show):
                assert not command.scene.face.video
                assert not command.scene.document.own_picture


def replace_free(asked: wire.FreeOpen, free: str) -> wire.FreeOpen:
    return asked.model_copy(update={"free": free})


def test_the_host_says_that_the_sheet_lies_or_goes_into_the_feeder() -> None:
    play = Play(feeder="up")
    play.hears(FreeOpened(COPY))
    play.hears(FreePressed("f1", FreePress.FEEDER))
    assert play.shown == ["feed_gesture"]
    play.hears(FreePressed("f1", FreePress.FLATBED))
    assert play.shown == ["scan_gesture.top_left"]
    play.hears(FreePressed("f1", FreePress.START))
    assert play.of(StartScan) == [StartScan("sheet-1", wire.ScanSource.FLATBED)]
    assert play.hears(FreePressed("f1", FreePress.START)) == []


def test_a_feeder_that_is_not_there_is_not_asked() -> None:
    play = Play()
    play.hears(FreeOpened(COPY))
    assert play.hears(FreePressed("f1", FreePress.FEEDER)) == []


def test_several_sheets_wait_for_the_host_between_each_other() -> None:
    play = Play()
    play.scans(COPY.model_copy(update={"several": True}))
    assert play.stages[-1] is FreeStage.PAGE
    assert play.shown == ["free.page"]
    play.hears(FreePressed("f1", FreePress.MORE))
    play.waits(GUIDE_SECONDS)
    play.hears(scanned("sheet-2"), ScanEnded("sheet-2"), FreePressed("f1", FreePress.FINISH))
    (made,) = play.of(MakeDocument)
    assert isinstance(made, MakeDocument)
    assert [page.scan for page in made.pages] == ["sheet-1", "sheet-2"]


def test_pages_leave_by_e_mail_or_are_sent_again_without_another_scan() -> None:
    play = Play()
    play.scans(EMAIL)
    (made,) = play.of(MakeDocument)
    assert isinstance(made, MakeDocument)
    play.hears(KeepProgressed(made.document, 1))
    assert play.of(SendLetter) == [SendLetter(made.document)]
    play.hears(FreeNotSent("f1", "letter_not_sent", "Pas parti."))
    assert (play.stages, play.shown) == ([FreeStage.FAILED], ["free.failed"])
    play.hears(FreePressed("f1", FreePress.AGAIN))
    assert play.of(SendLetter) == [SendLetter(made.document)]
    play.hears(Welcomed(None, EMAIL))
    assert play.of(SendLetter) == [SendLetter(made.document)], "the link was cut meanwhile"
    play.hears(FreeSent("f1"))
    assert (play.stages, play.shown) == ([FreeStage.DONE], ["free.sent"])
    assert play.hears(FreeSent("f1")) == []
    assert play.hears(FreePressed("f1", FreePress.AGAIN)) == [], "the address is forgotten"


def test_a_file_is_awaited_fetched_and_printed() -> None:
    play = Play()
    play.hears(FreeOpened(PRINT))
    assert (play.stages, play.shown) == ([FreeStage.FILE], ["free.print"])
    play.hears(FreeFileGiven("f1", FILE, b"k"))
    assert play.of(FetchFile) == [FetchFile(FILE, b"k")]
    assert play.hears(FreeFileGiven("f1", FILE, b"k")) == [], "once"
    play.hears(DocumentArrived("file-1", 3))
    assert play.of(PrintDocument) == [PrintDocument("file-1", HowToPrint(1, False, False))]


def test_more_pages_than_the_kiosk_prints_are_refused_in_words() -> None:
    play = Play(limits=Limits(impressions=30))
    play.hears(FreeOpened(PRINT.model_copy(update={"copies": 10})))
    play.hears(FreeFileGiven("f1", FILE, b"k"), DocumentArrived("file-1", 4))
    assert play.stages[-1] is FreeStage.FAILED
    assert play.of(PrintDocument) == []


def test_a_scanner_that_fails_is_told_and_it_begins_again() -> None:
    play = Play()
    play.hears(FreeOpened(COPY))
    play.hears(FreePressed("f1", FreePress.START))
    play.waits(GUIDE_SECONDS)
    play.hears(ScanFailed("sheet-1", "jam", "La feuille est coincée."))
    assert (play.stages, play.shown) == ([FreeStage.FAILED], ["free.failed"])
    play.hears(FreePressed("f1", FreePress.AGAIN))
    assert play.shown == ["free.copy"]


def test_a_resident_comes_first_and_is_greeted_once_the_end_was_said() -> None:
    play = Play()
    play.hears(FreeOpened(COPY), FreePressed("f1", FreePress.START))
    play.waits(GUIDE_SECONDS)
    play.hears(FreeCloseAsked("f1", FreeEnd.VISIT))
    assert play.shown == ["free.yield"]
    assert play.of(CancelScan)
    assert play.of(WipeSession) == [WipeSession("f1")]
    play.hears(Installed(VISIT))
    assert play.done == [OpenSession("v1")]
    assert play.kiosk.state is AttendantState.INSTALLED
    assert play.hears(SessionWiped("f1")) == [Send(wire.FreeWiped(free="f1"))]
    play.waits(YIELD_SECONDS)
    assert play.done == [Show(scenes.installed("MSA", "Mme X"))]


def test_a_kiosk_that_was_not_told_to_close_yields_all_the_same() -> None:
    play = Play()
    play.scans()
    play.hears(Installed(VISIT))
    assert play.shown == ["free.yield"]
    assert play.of(WipeSession) == [WipeSession("f1")]
    assert play.of(OpenSession) == [OpenSession("v1")]


def test_what_is_printing_is_cancelled_at_the_end() -> None:
    play = Play()
    play.hears(FreeOpened(PRINT), FreeFileGiven("f1", FILE, b"k"), DocumentArrived("file-1", 1))
    play.hears(FreeCloseAsked("f1", FreeEnd.IDLE))
    assert play.of(CancelPrint) == [CancelPrint("file-1")]
    assert play.shown == ["goodbye"]


def test_papers_left_are_looked_for_and_said_here_but_to_no_console() -> None:
    play = Play()
    play.scans()
    play.hears(FreeCloseAsked("f1", FreeEnd.CLOSED))
    play.waits(60.0)
    play.hears(PaperLooked("f1", (wire.Place.GLASS,)))
    assert play.shown == ["forgotten.glass"]
    assert not any(
        isinstance(each, Send) and isinstance(each.message, wire.PaperLeft) for each in play.done
    )
    assert play.kiosk.paper_left == (wire.Place.GLASS,)


def test_a_visit_in_progress_is_not_disturbed() -> None:
    play = Play()
    play.hears(Installed(VISIT))
    assert play.hears(FreeOpened(COPY)) == [Send(wire.FreeWiped(free="f1"))]
    assert play.kiosk.visit == VISIT


def test_a_server_that_knows_of_none_ends_it_and_one_that_does_goes_on() -> None:
    play = Play()
    play.scans()
    play.hears(Welcomed(None, COPY))
    assert [each for each in play.done if isinstance(each, Show)] == []
    play.hears(Welcomed(None))
    assert play.of(WipeSession) == [WipeSession("f1")]
    play.hears(Welcomed(None, replace_free(COPY, "f2")))
    assert play.of(OpenFree) == [OpenFree("f2")], "as after a restart"


def test_an_unknown_one_is_said_to_be_wiped_once_nothing_of_it_is_left() -> None:
    play = Play()
    assert play.hears(FreeCloseAsked("f9", FreeEnd.CLOSED)) == [Send(wire.FreeWiped(free="f9"))]
    play.scans()
    play.hears(FreeCloseAsked("f1", FreeEnd.CLOSED))
    assert play.hears(FreeCloseAsked("f1", FreeEnd.CLOSED)) == [], "it is being wiped"


@pytest.mark.parametrize("scene", free_scenes.every_free_scene(), ids=lambda s: s.voice.id)
def test_a_scene_of_free_access_shows_nobody(scene: scenes.Scene) -> None:
    assert scene.face.title
    assert scene.id in {SceneId.FREE, SceneId.FREE_PAGE, SceneId.FREE_DONE, SceneId.FREE_OVER}


EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(FreePressed, st.just("f1"), st.sampled_from(FreePress)),
    st.sampled_from(
        [
            FreeOpened(COPY),
            FreeOpened(EMAIL),
            FreeOpened(replace_free(PRINT, "f2")),
            FreeFileGiven("f2", FILE, b"k"),
            FreeSent("f1"),
            FreeNotSent("f1", "letter_not_sent", "Non."),
            scanned("sheet-1"),
            ScanEnded("sheet-1"),
            ScanFailed("sheet-1", "jam", "Coincée."),
            KeepProgressed("pages-2", 1),
            DocumentArrived("pages-2", 1),
            DocumentArrived("file-1", 1),
            PrintChanged("file-1", PrintState.FAULT, fault=wire.Fault.OFF),
            PrintChanged("file-1", PrintState.OUT, page=1, pages=1),
            FreeCloseAsked("f1", FreeEnd.CLOSED),
            FreeCloseAsked("f1", FreeEnd.BOOKING),
            Installed(VISIT),
            SessionWiped("f1"),
            Welcomed(None, COPY),
            Welcomed(VISIT),
            Welcomed(None),
        ]
    ),
)


@given(st.lists(st.tuples(EVENTS, st.floats(0, 30)), max_size=40))
def test_whatever_comes_there_is_one_session_at_a_time_and_a_visit_wins(
    events: list[tuple[Event, float]],
) -> None:
    play, session = Play(feeder="up"), ""
    for event, pause in events:
        for command in (*play.waits(pause), *play.hears(event)):
            match command:
                case OpenFree(id) | OpenSession(id):
                    assert session == "", "the one before was wiped"
                    session = id
                case WipeSession(id):
                    assert id == session
                    session = ""
        assert not (play.kiosk.visit and play.kiosk.free)
        free = play.kiosk.free
        assert session == (free.id if free else play.kiosk.visit.visit if play.kiosk.visit else "")
