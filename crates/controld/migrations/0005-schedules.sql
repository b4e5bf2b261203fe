-- What the daemon starts by itself. A row goes with its share.

CREATE TABLE schedules (
    -- The subject, and what is done to it.
    name      TEXT PRIMARY KEY,
    subject   TEXT NOT NULL,
    target    TEXT NOT NULL,
    -- What is done, when, and who wants it, JSON.
    brief     TEXT NOT NULL,
    -- From when on it counts.
    since     INTEGER NOT NULL,
    -- When it is due next.
    due       INTEGER,
    -- What became of the time before, JSON.
    last      TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX schedules_of_subject ON schedules (subject, name);
CREATE INDEX schedules_due ON schedules (due) WHERE due IS NOT NULL;

CREATE TABLE schedule_documents (
    schedule  TEXT NOT NULL REFERENCES schedules (name) ON DELETE CASCADE,
    digest    BLOB NOT NULL REFERENCES documents (digest),
    PRIMARY KEY (schedule, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_documents_of_document ON schedule_documents (digest);
