-- Bundles of flows by what they say, so that one can be named that was here before. Losing a row costs
-- that name and nothing else.

CREATE TABLE bundles (
    digest    BLOB PRIMARY KEY,
    -- Its files by path and document, JSON.
    files     TEXT NOT NULL,
    -- When it was last here, in microseconds since 1970.
    used      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX bundles_used ON bundles (used);
