-- Which operations of AWS a job has called, over all of its runs.

CREATE TABLE job_calls (
    job        BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    -- Such as connect.CreateQueue.
    operation  TEXT NOT NULL,
    calls      INTEGER NOT NULL,
    PRIMARY KEY (job, operation)
) STRICT, WITHOUT ROWID;
