-- SPDX-License-Identifier: GPL-3.0-or-later
-- A person's part of the log and the rows of their queue. The file is dropped when this text changes.
CREATE TABLE replica (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT,
  cursor TEXT, -- the coordinator's word for a place in its log
  schema TEXT NOT NULL,
  purge INTEGER NOT NULL DEFAULT 0 -- what was deleted may still lie in the file
);

CREATE TABLE stream (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  damaged INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE event (
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  meta BLOB NOT NULL,
  payload BLOB,
  salt BLOB,
  digest TEXT,
  hash TEXT NOT NULL,
  PRIMARY KEY (stream, version)
) WITHOUT ROWID;

CREATE INDEX event_seq ON event (seq, stream);

-- rank: 0 to act on, 1 with somebody else, 2 over. No limit: the largest number, so it sorts last.
-- key: the moment of the message, moved on until it is free: the newest have the largest.
CREATE TABLE case_row (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number TEXT,
  state INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  mine INTEGER NOT NULL,
  due INTEGER NOT NULL,
  overdue_at INTEGER NOT NULL,
  promised INTEGER NOT NULL, -- a reply has promised something until a day
  author TEXT,
  place TEXT,
  link TEXT,  -- of the message, in its one spelling
  matter TEXT, -- id of the case it was joined to
  words TEXT NOT NULL -- digest of what stands in case_text
);
CREATE INDEX case_row_order ON case_row (rank, due, id, mine, overdue_at);
CREATE INDEX case_row_mine ON case_row (mine, rank, due, id);
CREATE INDEX case_row_promised ON case_row (promised, rank, due, id) WHERE promised = 1;
CREATE INDEX case_row_overdue ON case_row (overdue_at, rank);
CREATE INDEX case_row_author ON case_row (author, key) WHERE author IS NOT NULL;
CREATE INDEX case_row_link ON case_row (link) WHERE link IS NOT NULL;
CREATE INDEX case_row_matter ON case_row (matter, key) WHERE matter IS NOT NULL;
CREATE INDEX case_row_place ON case_row (place, key) WHERE place IS NOT NULL;

CREATE VIRTUAL TABLE case_text USING fts5 (
  message, replies, notes, place, author, number, topics, tokenize = "osr"
);

-- What texts that are nearly the same have in common.
CREATE TABLE case_band (
  hash INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (hash, key)
) WITHOUT ROWID;
CREATE INDEX case_band_key ON case_band (key);
