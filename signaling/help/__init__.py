"""The guides and the manual of `docs/`, as pages; `make docs` writes them (:mod:`reference`)."""
