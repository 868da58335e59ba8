"""Echo cancelling measured: libraries and settings, in synthetic rooms, with real voices.

`make bench-echo` runs it in a virtual environment of its own (requirements/bench.txt).
"""
