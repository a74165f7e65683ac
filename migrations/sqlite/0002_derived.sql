-- Derived: each row follows from the log. For every table here: may it be lost? Yes, it is rebuilt
-- by replaying the log. Is it trusted? No: `psephos audit` rebuilds it elsewhere and compares.

-- From genesis and configuration acts.
CREATE TABLE daos (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    about TEXT NOT NULL,
    charter TEXT NOT NULL,
    chain_id INTEGER NOT NULL,
    config TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- From `member` and `role` acts; who left keeps the row, because snapshots need it.
CREATE TABLE members (
    dao BLOB NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    handle TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_index INTEGER NOT NULL,
    joined_ms INTEGER NOT NULL,
    left_index INTEGER,
    PRIMARY KEY (dao, actor_kind, actor)
) STRICT;
-- `left_index` rides along so that present members are counted without reading rows.
CREATE INDEX members_joined ON members (dao, joined_index, left_index);
CREATE UNIQUE INDEX members_handle ON members (dao, handle) WHERE left_index IS NULL;
CREATE INDEX members_actor ON members (actor_kind, actor);

-- From `point_grant` and `point_deduct` acts; append-only.
CREATE TABLE points (
    dao BLOB NOT NULL,
    idx INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reviewer_kind INTEGER NOT NULL,
    reviewer BLOB NOT NULL,
    reason TEXT NOT NULL,
    act BLOB NOT NULL,
    PRIMARY KEY (dao, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX points_member ON points (dao, actor_kind, actor, idx);

-- From `proposal`, `proposal_version`, `proposal_event` and `tally` acts.
CREATE TABLE proposals (
    id BLOB PRIMARY KEY,
    dao BLOB NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    author_kind INTEGER NOT NULL,
    author BLOB NOT NULL,
    author_handle TEXT NOT NULL,
    system TEXT NOT NULL,
    rules TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    snapshot_index INTEGER NOT NULL,
    snapshot_ms INTEGER NOT NULL,
    eligible TEXT NOT NULL,
    eligible_members INTEGER NOT NULL,
    published_index INTEGER NOT NULL,
    published_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX proposals_number ON proposals (dao, number, version);
CREATE INDEX proposals_due ON proposals (status, end_ms);

-- Running sums over the live ballots.
CREATE TABLE tallies (
    proposal BLOB PRIMARY KEY,
    state TEXT NOT NULL,
    counted INTEGER NOT NULL,
    attested INTEGER NOT NULL,
    refused INTEGER NOT NULL
) STRICT;

-- Payloads of `tally` acts.
CREATE TABLE certificates (
    proposal BLOB NOT NULL,
    idx INTEGER NOT NULL,
    act BLOB NOT NULL,
    payload TEXT NOT NULL,
    closed_ms INTEGER NOT NULL,
    PRIMARY KEY (proposal, idx)
) STRICT;

-- Live ballots, from `ballot` and `ballot_revoke` acts; older ones stay in the log alone.
CREATE TABLE ballots (
    proposal BLOB NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    idx INTEGER NOT NULL,
    act BLOB NOT NULL,
    power INTEGER NOT NULL,
    body TEXT NOT NULL,
    alg INTEGER NOT NULL,
    logged_ms INTEGER NOT NULL,
    PRIMARY KEY (proposal, actor_kind, actor)
) STRICT, WITHOUT ROWID;
