"""For the technician: ``visavis setup`` (:mod:`.assistant`), ``visavis doctor`` (:mod:`.doctor`).

Both are plain programs on a terminal: no loop, no Qt, no curses. Each `main(args)` returns the
exit code.
"""
