-- Files of agents that arrived where a watch looks: each version once, for good. What is not here is new.

CREATE TABLE arrivals (
    serial   INTEGER PRIMARY KEY AUTOINCREMENT,
    watch    TEXT NOT NULL,
    target   TEXT NOT NULL,
    alias    TEXT NOT NULL,
    bucket   TEXT NOT NULL,
    key      TEXT NOT NULL,
    version  TEXT NOT NULL,
    -- What S3 told of it, JSON.
    object   TEXT NOT NULL,
    arrived  INTEGER NOT NULL,
    -- open until its job has come to rest.
    state    TEXT NOT NULL,
    job      BLOB,
    ended    INTEGER,
    -- Where its results are, and why it ended so, JSON.
    fate     TEXT NOT NULL,
    UNIQUE (watch, bucket, key, version)
) STRICT;
