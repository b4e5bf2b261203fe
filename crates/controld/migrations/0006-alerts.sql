-- Shares that the daemon looks after. What is known of one goes with it.

CREATE TABLE watches (
    subject  TEXT PRIMARY KEY,
    target   TEXT NOT NULL,
    -- Whose share it is, and whom to tell, JSON.
    watch    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is not as it should be now.
CREATE TABLE alerts (
    subject  TEXT NOT NULL REFERENCES watches (subject) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    thing    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    since    INTEGER NOT NULL,
    -- What was seen, why, and what to do, JSON.
    alarm    TEXT NOT NULL,
    -- The notice of it.
    notice   BLOB,
    PRIMARY KEY (subject, kind, thing, rule)
) STRICT, WITHOUT ROWID;

-- What somebody is to be told, until it is told.
CREATE TABLE notices (
    serial   INTEGER PRIMARY KEY AUTOINCREMENT,
    id       BLOB NOT NULL UNIQUE,
    target   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    -- When it is tried next.
    due      INTEGER NOT NULL,
    tries    INTEGER NOT NULL,
    notice   TEXT NOT NULL
) STRICT;

CREATE INDEX notices_due ON notices (due, serial);
