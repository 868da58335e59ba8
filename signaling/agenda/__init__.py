"""The shell of the agenda: its file of days, its pages, its feeds."""
