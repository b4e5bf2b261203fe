-- What observations remember of things in AWS, so that the next one need not ask. Losing it costs
-- calls and nothing else.

CREATE TABLE recollections (
    arn       TEXT PRIMARY KEY,
    -- The thing's LastModifiedTime, in milliseconds since 1970.
    modified  INTEGER NOT NULL,
    -- Members by what reads them, JSON.
    gaps      TEXT NOT NULL,
    stored    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX recollections_stored ON recollections (stored);
