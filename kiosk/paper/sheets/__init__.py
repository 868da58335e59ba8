"""Sheets that a counsellor writes, laid out on A4 as a PDF. The one place of the typesetter.

Pure functions of words, run in the sandbox like whatever else comes to be printed.
"""

from .layout import typeset

__all__ = ["typeset"]
