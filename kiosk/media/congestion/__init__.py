"""How much a line carries, found by those who send: nothing is asked of the line itself.

Both ends number every packet of a connection, whatever it carries, and tell each other when each
arrived (`feedback`). From the delays between them (`trend`), the losses and what bursts of packets
show (`probing`), `estimate` makes one rate; `ladder` makes of it a size and a number of pictures.
All pure; `kiosk.media.aiortc_patches.transport_wide` is the shell.
"""
