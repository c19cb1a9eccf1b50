-- SPDX-License-Identifier: GPL-3.0-or-later
-- How each watched account was read last, and where the next reading goes on.

CREATE TABLE account_reading (
  account TEXT PRIMARY KEY,
  place TEXT,
  read_at INTEGER,
  tried_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  fault_code TEXT,
  fault TEXT,
  calls_left INTEGER NOT NULL DEFAULT -1
) WITHOUT ROWID;
