"""What the server remembers: SQL in, dataclasses out. No other folder of ours speaks SQL.

Open one :class:`Store` per process. Everything happens in a transaction::

    async with store.writing() as tx:
        await appointments.insert(tx, appointment)
        await journal.write(tx, now, person.account, "appointment.registered", appointment.id)

The modules of this folder are the tables' vocabulary: `accounts`, `sessions`, `places`,
`kiosks`, `appointments`, `visits`, `calls`, `parcels` (documents), `journal`, `counters`,
`purge`; of the agenda `permanences`, `bookings`, `tours`, `feeds`, `dropins`; of the ways in
`factors`, `links`; of free access `free_accesses` and
`free_counts`; of kiosks that test themselves `examinations`, of what they speak `languages`. A
save names the version that was loaded and raises :exc:`Stale` if somebody else saved in between.
"""

from . import schema_access as _access  # noqa: F401 its tables belong to the same metadata
from . import schema_agenda as _agenda  # noqa: F401 its tables belong to the same metadata
from . import schema_arrivals as _arrivals  # noqa: F401
from . import schema_daybook as _daybook  # noqa: F401
from . import schema_dropin as _dropin  # noqa: F401
from . import schema_feeds as _feeds  # noqa: F401
from . import schema_forms as _forms  # noqa: F401
from . import schema_free as _free  # noqa: F401
from . import schema_house as _house  # noqa: F401
from . import schema_languages as _languages  # noqa: F401
from . import schema_lengths as _lengths  # noqa: F401
from . import schema_voices as _voices  # noqa: F401
from . import schema_waking as _waking  # noqa: F401
from .database import Store, Tx
from .errors import AlreadyThere, DatabaseError, Stale, StoreError

__all__ = ["AlreadyThere", "DatabaseError", "Stale", "Store", "StoreError", "Tx"]
