-- SPDX-License-Identifier: GPL-3.0-or-later
-- The coordinator's log and what stands beside it in the same transactions.

-- One row. seq is the number of the newest event: the counter that makes commit order number order.
CREATE TABLE log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  restored INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  meta BLOB NOT NULL,
  payload_digest TEXT,
  hash TEXT NOT NULL,
  UNIQUE (stream, version)
);

-- Words and names of citizens: deleted when they are to be erased, the salt with them.
CREATE TABLE payload (
  seq INTEGER PRIMARY KEY REFERENCES event (seq),
  salt BLOB NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  digest TEXT NOT NULL,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  status INTEGER NOT NULL,
  answer BLOB NOT NULL
) WITHOUT ROWID;

-- Which scopes see a stream, and who is in a scope, from an event on; to_seq is not included.
CREATE TABLE case_audience (
  stream TEXT NOT NULL,
  scope TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER,
  PRIMARY KEY (stream, scope, from_seq)
) WITHOUT ROWID;
CREATE INDEX case_audience_scope ON case_audience (scope, stream, from_seq, to_seq);

CREATE TABLE person_scope (
  person TEXT NOT NULL,
  scope TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER,
  PRIMARY KEY (person, scope, from_seq)
) WITHOUT ROWID;

CREATE TABLE case_number (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
);

CREATE TABLE case_name (
  stream TEXT PRIMARY KEY,
  found_seq INTEGER NOT NULL UNIQUE,
  number TEXT UNIQUE
) WITHOUT ROWID;

-- Keyed digests, so that an erased message is not found anew and yet nobody can list them.
CREATE TABLE message_key (
  message TEXT PRIMARY KEY,
  post TEXT NOT NULL,
  stream TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX message_key_post ON message_key (post, stream);

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE credential (
  person TEXT PRIMARY KEY,
  hash TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE session (
  token TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  device TEXT NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

CREATE TABLE account_secret (
  account TEXT NOT NULL,
  use TEXT NOT NULL CHECK (use IN ('read', 'write')),
  value TEXT NOT NULL,
  PRIMARY KEY (account, use)
) WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX draft_stream ON draft (stream, id);

-- state: 0 queued, 1 sending, 2 uncertain, 3 done. A lease counts only on the boot it was given on.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  intent INTEGER NOT NULL,
  guid TEXT NOT NULL,
  account TEXT NOT NULL,
  draft INTEGER NOT NULL,
  digest TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  attempt INTEGER NOT NULL DEFAULT 0,
  first_sent_at INTEGER,
  absent_reads INTEGER NOT NULL DEFAULT 0,
  last_read_at INTEGER,
  next_at INTEGER NOT NULL,
  lease INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER NOT NULL DEFAULT 0,
  lease_boot TEXT NOT NULL DEFAULT '',
  UNIQUE (stream, intent)
);
CREATE INDEX publication_due ON publication (next_at, id) WHERE state < 3;
