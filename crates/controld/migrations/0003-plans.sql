-- Plans that are kept. What is secret is no part of a plan, so none of this is.

CREATE TABLE plans (
    serial   INTEGER PRIMARY KEY AUTOINCREMENT,
    id       BLOB NOT NULL UNIQUE,
    -- open, approved, applied or stale; whether it is expired follows from the clock.
    state    TEXT NOT NULL,
    target   TEXT NOT NULL,
    alias    TEXT NOT NULL,
    created  INTEGER NOT NULL,
    expires  INTEGER NOT NULL,
    -- What never changes, with the digest, the options and the spec by its documents.
    brief    TEXT NOT NULL,
    -- Who decided what, and which job took it.
    fate     TEXT NOT NULL,
    -- The job that took it, as in `fate`.
    taker    BLOB,
    plan     TEXT NOT NULL
) STRICT;

CREATE INDEX plans_of_center ON plans (target, alias, serial);
CREATE INDEX plans_expires ON plans (expires);

CREATE TABLE plan_documents (
    plan    BLOB NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    digest  BLOB NOT NULL REFERENCES documents (digest),
    PRIMARY KEY (plan, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_documents_of_document ON plan_documents (digest);

-- Names of requests about plans. Those that start jobs are in `requests`.
CREATE TABLE plan_requests (
    method        TEXT NOT NULL,
    id            BLOB NOT NULL,
    hash          BLOB NOT NULL,
    hash_version  INTEGER NOT NULL,
    plan          BLOB NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    PRIMARY KEY (method, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_requests_of_plan ON plan_requests (plan);
