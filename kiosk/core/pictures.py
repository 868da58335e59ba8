"""The drawings of the kiosk by what they show, and which one goes with what happens."""

from enum import StrEnum


class Picture(StrEnum):
    """A drawing of `kiosk/screens/assets/pictures`, by its file's name."""

    SIT = "sit"
    SOMEONE = "someone"
    FOUND = "found"
    KEEP_CARD = "keep_card"
    VILLAGE = "village"
    NIGHT = "night"
    HILLS = "hills"
    HILLS_DARK = "hills_dark"
    PERSON = "person"
    RESIDENT = "resident"
    RINGING = "ringing"
    TALK = "talk"
    HOLD = "hold"
    PLACE_SHEET = "place_sheet"
    PLACE_SHEET_TOP_RIGHT = "place_sheet_top_right"
    PLACE_SHEET_BOTTOM_LEFT = "place_sheet_bottom_left"
    PLACE_SHEET_BOTTOM_RIGHT = "place_sheet_bottom_right"
    FEED_SHEETS = "feed_sheets"
    FEED_SHEETS_DOWN = "feed_sheets_down"
    SIGN_SHEET = "sign_sheet"
    SNAPSHOT = "snapshot"
    SCANNING = "scanning"
    SHEET = "sheet"
    PRINTING = "printing"
    TAKE_SHEET = "take_sheet"
    PAPER_FAULT = "paper_fault"
    NO_PAPER = "no_paper"
    PAPER_JAM = "paper_jam"
    PRINTER_OPEN = "printer_open"
    OPINION = "opinion"
    FACE_GOOD = "face_good"
    FACE_FAIR = "face_fair"
    FACE_POOR = "face_poor"
    OPINION_GOOD = "opinion_good"
    OPINION_FAIR = "opinion_fair"
    OPINION_POOR = "opinion_poor"
    WAITING = "waiting"
    KEPT = "kept"
    PREPARING = "preparing"
    GOODBYE = "goodbye"
    FORGOTTEN = "forgotten"
    HOST_CALLED = "host_called"
    HOST_COMING = "host_coming"
    TELEPHONE = "telephone"
    FREE_COPY = "free_copy"
    FREE_SENDING = "free_sending"
    FREE_SENT = "free_sent"
    LINK_LOST = "link_lost"
    OUT_OF_ORDER = "out_of_order"
    CLOSED = "closed"


CORNER_PICTURES = {
    "top_right": Picture.PLACE_SHEET_TOP_RIGHT,
    "bottom_left": Picture.PLACE_SHEET_BOTTOM_LEFT,
    "bottom_right": Picture.PLACE_SHEET_BOTTOM_RIGHT,
}
FAULTS = {
    "no_paper": Picture.NO_PAPER,
    "jam": Picture.PAPER_JAM,
    "cover_open": Picture.PRINTER_OPEN,
    "toner_empty": Picture.PAPER_FAULT,
    "tray_missing": Picture.PAPER_FAULT,
    "paused": Picture.PAPER_FAULT,
    "off": Picture.PAPER_FAULT,
    "unreachable": Picture.PAPER_FAULT,
}
"By the wire's code; the last ones look alike from the chair."


CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")
"Of the glass, in sight of the resident, where the sheet's corner may go."
