"""What can go wrong with what is remembered.

::

    StoreError
     ├── Stale           somebody saved since the row was loaded: load again, decide again
     └── AlreadyThere    a unique rule forbids it (a kiosk in two calls, a login taken)

:data:`DatabaseError` is what the database itself raises: it does not answer, or its disk is full.
"""

from sqlalchemy.exc import SQLAlchemyError as DatabaseError

__all__ = ["AlreadyThere", "DatabaseError", "Stale", "StoreError"]


class StoreError(Exception):
    """Base of the store's errors. Carries identifiers, never personal data."""


class Stale(StoreError):
    def __init__(self, table: str, id: str) -> None:
        super().__init__(table, id)
        self.table, self.id = table, id

    def __str__(self) -> str:
        return f"{self.table} {self.id} changed meanwhile"


class AlreadyThere(StoreError):
    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table

    def __str__(self) -> str:
        return f"a unique rule of {self.table} forbids it"
