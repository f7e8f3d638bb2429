-- Homework sheets from somebody else. `content` is JSON; `offered` is 0 for a sheet that was
-- removed, which stays as long as there are answers to it.

CREATE TABLE sheet (
    id TEXT PRIMARY KEY,
    content ANY NOT NULL,
    offered INTEGER NOT NULL
) STRICT;
