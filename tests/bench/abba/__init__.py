"""Our kiosk beside a Chromium kiosk, run after run on the same line: who does better, by how much.

The console, the server, the line, its seed, the picture and the voices are the same for both. The
other kiosk is a page in Chromium, in the kiosk's own network, behind a small enrolled client.
`make bench-call PAIRS=5`; docs/mesures/README.md says what each figure is.
"""
