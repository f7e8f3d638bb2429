-- Sessions. `day` is ISO 8601, `clock` is "HH:MM" as on the wall, or NULL where it is not known.
-- `state` is "planned" or "cancelled".

CREATE TABLE session (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    clock TEXT,
    state TEXT NOT NULL,
    added INTEGER NOT NULL,
    added_offset INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which entries were written for a session. A table of its own, since a rescue tells the rows of
-- tables by their lengths, and an entry may not become as long as a mood.
CREATE TABLE session_entry (
    number INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    entry_id TEXT NOT NULL UNIQUE REFERENCES entry (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX session_entry_session ON session_entry (session_id);

-- What the person changed on the card of a rupture, as JSON; the rest comes from the answers.
CREATE TABLE card (
    rupture_id TEXT PRIMARY KEY REFERENCES rupture (id) ON DELETE CASCADE,
    content ANY NOT NULL,
    changed INTEGER NOT NULL,
    changed_offset INTEGER NOT NULL
) STRICT;

-- Entries that are locked by themselves: their answers lie in `sealed`, and not in `answer`.
CREATE TABLE locked_entry (
    entry_id TEXT PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    salt BLOB NOT NULL,
    opslimit INTEGER NOT NULL,
    memlimit INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    locked INTEGER NOT NULL,
    locked_offset INTEGER NOT NULL
) STRICT;
