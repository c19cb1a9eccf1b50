-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person wrote and the coordinator has not confirmed. state: 1 pending, 2 sending,
-- 4 settled, 8 refused.
CREATE TABLE command (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL,
  type TEXT NOT NULL,
  raw BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 1 CHECK (state IN (1, 2, 4, 8)),
  code TEXT,
  message TEXT,
  seq INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
);
CREATE INDEX command_case ON command (case_id, position);

CREATE TRIGGER command_bytes_stay BEFORE UPDATE OF uuid, case_id, type, raw ON command
BEGIN
  SELECT RAISE (ABORT, 'the bytes of a command never change');
END;

CREATE TABLE writing (
  case_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  draft TEXT NOT NULL,
  base_revision INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  saved_at INTEGER NOT NULL,
  dirty INTEGER NOT NULL DEFAULT 1,
  other TEXT
) WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
