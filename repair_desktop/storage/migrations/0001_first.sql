-- Columns that hold a person's words are ANY: TEXT, or a BLOB for words that are not valid
-- Unicode. A moment is two columns: milliseconds since 1970 in UTC, and the offset in minutes.
-- `deleted`: 0 here, 1 set aside by itself, 2 set aside with its rupture.

CREATE TABLE rupture (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title ANY NOT NULL,
    happened_on TEXT,
    noted INTEGER NOT NULL,
    noted_offset INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE rupture_state (
    number INTEGER PRIMARY KEY,
    rupture_id TEXT NOT NULL REFERENCES rupture (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX rupture_state_rupture ON rupture_state (rupture_id);

CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    worksheet_id TEXT NOT NULL,
    worksheet_version INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    begun_offset INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    changed_offset INTEGER NOT NULL,
    finished INTEGER,
    finished_offset INTEGER,
    place TEXT,
    rupture_id TEXT REFERENCES rupture (id) ON DELETE SET NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entry_changed ON entry (changed) WHERE deleted = 0;
CREATE INDEX entry_rupture ON entry (rupture_id);

CREATE TABLE answer (
    number INTEGER PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    prompt_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value ANY NOT NULL,
    updated INTEGER NOT NULL,
    UNIQUE (entry_id, prompt_id)
) STRICT;

CREATE TABLE mood (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    written INTEGER NOT NULL,
    written_offset INTEGER NOT NULL,
    pleasantness INTEGER NOT NULL,
    energy INTEGER,
    feelings ANY NOT NULL,
    tags ANY NOT NULL,
    note ANY NOT NULL,
    rupture_id TEXT REFERENCES rupture (id) ON DELETE SET NULL,
    entry_id TEXT REFERENCES entry (id) ON DELETE SET NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mood_at ON mood (at) WHERE deleted = 0;
CREATE INDEX mood_rupture ON mood (rupture_id);
CREATE INDEX mood_entry ON mood (entry_id);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT;

CREATE TABLE word (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    word ANY NOT NULL,
    last_used INTEGER NOT NULL,
    UNIQUE (kind, word)
) STRICT;
