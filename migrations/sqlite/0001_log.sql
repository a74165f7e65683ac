-- Truth: what the logs are made of. May it be lost? Never. Is it trusted? No: leaves, tiles and
-- checkpoints are checked by every reader, payloads against the commitment in their leaf.
CREATE TABLE logs (
    dao BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    checkpoint TEXT NOT NULL,
    checkpoint_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE leaves (
    dao BLOB NOT NULL,
    idx INTEGER NOT NULL,
    act BLOB NOT NULL,
    kind INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    subject BLOB NOT NULL,
    seq INTEGER NOT NULL,
    logged_ms INTEGER NOT NULL,
    alg INTEGER NOT NULL,
    leaf BLOB NOT NULL,
    PRIMARY KEY (dao, idx)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX leaves_act ON leaves (act);
CREATE INDEX leaves_actor ON leaves (dao, actor_kind, actor, idx);
CREATE INDEX leaves_subject ON leaves (dao, subject, idx);
CREATE INDEX leaves_kind ON leaves (dao, kind, idx);

-- The next seq and prev of each actor; follows from the leaves.
CREATE TABLE actor_heads (
    dao BLOB NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    next_seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    PRIMARY KEY (dao, actor_kind, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE payloads (
    act BLOB PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE tiles (
    dao BLOB NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (dao, level, number)
) STRICT;

-- What projections and chains have yet to hear of. May be lost: it can be refilled from the log.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    dao BLOB NOT NULL,
    idx INTEGER NOT NULL
) STRICT;
