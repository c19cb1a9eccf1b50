-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notices by e-mail: who is to be told of which event. The words are made of the log when a notice
-- is sent, so that none of a citizen's stand here.
-- state: 0 waiting, 1 being sent, 2 sent, 3 given up.
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  about TEXT NOT NULL,
  person TEXT NOT NULL,
  report TEXT NOT NULL,
  message TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  attempts INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  fault TEXT,
  UNIQUE (stream, version, person)
);
CREATE INDEX mail_due ON mail (next_at, id) WHERE state = 0;
CREATE INDEX mail_open ON mail (id) WHERE state <> 2;
