-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the coordinator took stays for 30 days, byte for byte: after a restored backup it is offered
-- again under the same ids, and so repairs the centre.
CREATE TABLE acknowledged (
  uuid TEXT PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE, -- as it was in "command"
  case_id TEXT NOT NULL,
  type TEXT NOT NULL,
  raw BLOB NOT NULL,
  seq INTEGER NOT NULL,
  created INTEGER NOT NULL,
  at INTEGER NOT NULL -- when it was taken, by the coordinator's clock
) WITHOUT ROWID;
CREATE INDEX acknowledged_at ON acknowledged (at);
CREATE INDEX acknowledged_case ON acknowledged (case_id);

-- Since when a command is offered for the second time; 0: it never was taken.
ALTER TABLE command ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
