-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lists of all cases for the coordinator, beside the rows and words that a cache has. Everything here
-- follows from the log: the file is dropped when this text changes.
CREATE TABLE index_place (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  schema TEXT NOT NULL,
  seq INTEGER NOT NULL
);

-- Streams whose rows are still to be worked out.
CREATE TABLE index_stale (id TEXT PRIMARY KEY) WITHOUT ROWID;

-- What a row shows. key: that of case_row.
CREATE TABLE index_row (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  number TEXT,
  state TEXT NOT NULL,
  author TEXT,
  excerpt TEXT NOT NULL,
  body TEXT,
  step TEXT,
  place TEXT,
  network TEXT,
  at INTEGER NOT NULL,
  due INTEGER NOT NULL,
  overdue_at INTEGER NOT NULL,
  over INTEGER NOT NULL
);
CREATE INDEX index_row_open ON index_row (over, key);

-- Who reads it, in the order of lists: 0 open, 1 over; no limit is the largest number.
CREATE TABLE index_scope (
  scope TEXT NOT NULL,
  over INTEGER NOT NULL,
  due INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (scope, over, due, key)
) WITHOUT ROWID;
CREATE INDEX index_scope_key ON index_scope (key);

-- Which cases name a file.
CREATE TABLE index_file (
  digest TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (digest, id)
) WITHOUT ROWID;

-- Files that destroyed words named: to be removed as soon as nothing names them.
CREATE TABLE index_orphan (digest TEXT PRIMARY KEY) WITHOUT ROWID;

-- Files that were handed in and that no case names since: they are waited for, and so not removed.
CREATE TABLE index_awaited (digest TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
