"""A whole call over a bad line: the real kiosk at one end, the real console at the other.

Everything lives in the namespaces that `tests/in_namespace.sh` makes and in one more, the kiosk's;
nothing is left of a run however it ends, and two of them do not see each other.
"""
