-- Times are microseconds since 1970, identifiers 16 bytes, structured values JSON.

CREATE TABLE jobs (
    serial       INTEGER PRIMARY KEY AUTOINCREMENT,
    id           BLOB NOT NULL UNIQUE,
    -- The place in the queue; a job that is queued again goes behind all others.
    position     INTEGER NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    reading      INTEGER NOT NULL,
    state        TEXT NOT NULL,
    target       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    brief        TEXT NOT NULL,
    labels       TEXT NOT NULL,
    created      INTEGER NOT NULL,
    updated      INTEGER NOT NULL,
    started      INTEGER,
    ended        INTEGER,
    runs         INTEGER NOT NULL,
    last_event   INTEGER NOT NULL,
    -- How many steps the newest plan has.
    steps_planned INTEGER NOT NULL,
    fence        INTEGER NOT NULL,
    worker       BLOB,
    lease_until  INTEGER,
    error        TEXT,
    result       TEXT
) STRICT;

CREATE INDEX jobs_unfinished ON jobs (position) WHERE state IN ('queued', 'running', 'cancelling');
CREATE INDEX jobs_attention ON jobs (serial) WHERE state = 'needs_attention';
CREATE INDEX jobs_ended ON jobs (ended) WHERE ended IS NOT NULL;

-- Names of requests. The primary key decides which of many equal ones comes first, so the row goes
-- in before the job that it points at.
CREATE TABLE requests (
    method        TEXT NOT NULL,
    id            BLOB NOT NULL,
    hash          BLOB NOT NULL,
    hash_version  INTEGER NOT NULL,
    job           BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE
                  DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (method, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_of_job ON requests (job);

-- What unfinished jobs hold or want, in the order of the queue.
CREATE TABLE locks (
    key       TEXT NOT NULL,
    position  INTEGER NOT NULL,
    job       BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (key, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX locks_of_job ON locks (job, key);

CREATE TABLE events (
    job     BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    what    TEXT NOT NULL,
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;

-- The journal: what was meant, and what came of it.
CREATE TABLE steps (
    job         BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    step        TEXT NOT NULL,
    status      TEXT NOT NULL,
    intent      TEXT,
    outcome     TEXT,
    resolution  TEXT,
    PRIMARY KEY (job, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    digest   BLOB PRIMARY KEY,
    created  INTEGER NOT NULL,
    used     INTEGER NOT NULL,
    size     INTEGER NOT NULL,
    content  BLOB NOT NULL
) STRICT;

CREATE TABLE job_documents (
    job     BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    digest  BLOB NOT NULL REFERENCES documents (digest),
    PRIMARY KEY (job, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_documents_of_document ON job_documents (digest);
