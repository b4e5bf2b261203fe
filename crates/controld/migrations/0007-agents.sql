-- The agent directory: what imports remember of agents. It saves reads and is never trusted for a write.

CREATE TABLE agents (
    -- ACCOUNT/REGION/ALIAS/DIRECTORY
    directory       TEXT NOT NULL,
    -- The login in small letters: AWS takes no two that differ in capitals alone.
    login           TEXT NOT NULL,
    email           TEXT,
    routing_profile TEXT,
    hierarchy       TEXT,
    disabled        INTEGER NOT NULL,
    -- When AWS had changed the user last, in milliseconds since 1970.
    modified        INTEGER,
    -- The rest, JSON.
    entry           TEXT NOT NULL,
    PRIMARY KEY (directory, login)
) STRICT, WITHOUT ROWID;

CREATE INDEX agents_email ON agents (directory, email) WHERE email IS NOT NULL;
