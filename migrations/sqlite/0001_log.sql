-- Truth: what the logs are made of. All ids are 32 bytes, all times Unix milliseconds.

-- Heads. May they be lost? The tree can be recomputed from the leaves, the operator's signature
-- can't: keep them. Trusted? No: every reader checks the checkpoint's signature and root.
CREATE TABLE logs (
    dao BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    checkpoint TEXT NOT NULL,
    checkpoint_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Leaves. May they be lost? Never. Trusted? No: each is under the signed root; the columns beside
-- `leaf` only repeat what it says, and the audit compares them.
-- A rowid table on purpose: leaves are up to 16 kB, and SQLite picks the indexes below only when
-- the primary key isn't the table itself.
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
) STRICT;
CREATE UNIQUE INDEX leaves_act ON leaves (act);
CREATE INDEX leaves_actor ON leaves (dao, actor_kind, actor, idx);
CREATE INDEX leaves_subject ON leaves (dao, subject, idx);
CREATE INDEX leaves_kind ON leaves (dao, kind, idx);

-- The next seq and prev of each actor. May it be lost? Yes, it follows from the leaves.
-- Trusted? No: the audit rebuilds it.
CREATE TABLE actor_heads (
    dao BLOB NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    next_seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    PRIMARY KEY (dao, actor_kind, actor)
) STRICT, WITHOUT ROWID;

-- Payloads with their salts. May they be lost? Never, save by erasure on purpose: the leaf holds
-- only a commitment. Trusted? No: checked against that commitment.
CREATE TABLE payloads (
    act BLOB PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

-- Hash tiles. May they be lost? Yes, they can be hashed again from the leaves.
-- Trusted? No: they must give the signed root.
CREATE TABLE tiles (
    dao BLOB NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (dao, level, number)
) STRICT;

-- What projections and chains have yet to hear of. May it be lost? Yes, it can be refilled from
-- the log. Trusted? No: it only says where to look.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    dao BLOB NOT NULL,
    idx INTEGER NOT NULL
) STRICT;
