"""How much a line carries, found by those who send: nothing is asked of the line itself.

Both ends number every packet of a connection, whatever it carries, and tell each other when each
arrived (`feedback`). From the delays between them (`trend`), the losses (`losses`) and what bursts
of packets show (`probing`), `estimate` makes one rate; `sharing` parts it, `ladder` makes of the
part of pictures a size and a number a second, and `pacer` says when each of their packets leaves.
All pure; `kiosk.media.aiortc_patches.transport_wide` is the shell.
"""
