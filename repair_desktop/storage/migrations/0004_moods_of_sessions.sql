-- The session that a check-in belongs to. Empty, it leaves a row as long as it was before, and no
-- other table's rows are as long as one that has it: so a rescue can still tell them apart.
ALTER TABLE mood ADD COLUMN session_id TEXT REFERENCES session (id) ON DELETE SET NULL;
CREATE INDEX mood_session ON mood (session_id);
