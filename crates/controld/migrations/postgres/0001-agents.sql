-- The agent directory: what imports remember of agents. It saves reads and is never trusted for a write.

CREATE TABLE IF NOT EXISTS trunkline_agents (
    -- ACCOUNT/REGION/ALIAS/DIRECTORY
    directory       text COLLATE "C" NOT NULL,
    -- The login in small letters: AWS takes no two that differ in capitals alone.
    login           text COLLATE "C" NOT NULL,
    email           text COLLATE "C",
    routing_profile text COLLATE "C",
    hierarchy       text COLLATE "C",
    disabled        boolean NOT NULL,
    -- When AWS had changed the user last, in milliseconds since 1970.
    modified        bigint,
    -- The rest.
    entry           jsonb NOT NULL,
    PRIMARY KEY (directory, login)
);

CREATE INDEX IF NOT EXISTS trunkline_agents_email
    ON trunkline_agents (directory, email) WHERE email IS NOT NULL;
