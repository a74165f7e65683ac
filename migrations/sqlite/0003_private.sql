-- Private: not in the log. For every table here: is it trusted? Yes, by this installation alone;
-- no proof rests on it.

-- May it be lost? Never: password members could no longer act.
CREATE TABLE accounts (
    id BLOB PRIMARY KEY,
    email TEXT UNIQUE,
    password_hash TEXT,
    actor_kind INTEGER NOT NULL,
    actor BLOB NOT NULL,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (actor_kind, actor)
) STRICT;

-- May it be lost? Yes: everyone signs in again. Holds hashes of tokens, not tokens.
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    account BLOB NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expires ON sessions (expires_ms);

-- May it be lost? Yes: an open wallet sign-in starts again.
CREATE TABLE challenges (
    nonce TEXT PRIMARY KEY,
    expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX challenges_expires ON challenges (expires_ms);

-- May it be lost? No: unpublished work exists nowhere else.
CREATE TABLE drafts (
    id BLOB PRIMARY KEY,
    dao BLOB NOT NULL,
    author_kind INTEGER NOT NULL,
    author BLOB NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    settings TEXT NOT NULL,
    revises BLOB,
    version INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_author ON drafts (dao, author_kind, author, updated_ms);
CREATE INDEX drafts_state ON drafts (dao, state, updated_ms);

-- May it be lost? Yes: new links must be sent.
CREATE TABLE invites (
    token_hash BLOB PRIMARY KEY,
    dao BLOB NOT NULL,
    inviter_kind INTEGER NOT NULL,
    inviter BLOB NOT NULL,
    expires_ms INTEGER NOT NULL,
    uses_left INTEGER NOT NULL
) STRICT;
CREATE INDEX invites_expires ON invites (expires_ms);

-- May it be lost? Yes: a request repeated within the day is judged anew.
CREATE TABLE answers (
    key BLOB PRIMARY KEY,
    request_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_created ON answers (created_ms);
