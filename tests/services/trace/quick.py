"""``python -m tests.services.trace.quick``: `visavis kiosk`, with shorter pauses."""

import sys

from kiosk.core import glass, leaving, talk

talk.ANNOUNCE_SECONDS = 0.5
leaving.GOODBYE_SECONDS = 2.0
leaving.HANDS_SECONDS = leaving.AGAIN_SECONDS = 0.5
leaving.THANKS_SECONDS = 1.0
glass.GUIDE_SECONDS = 0.5

if __name__ == "__main__":
    import visavis

    sys.exit(visavis.main(["kiosk"]))
