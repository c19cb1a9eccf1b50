-- SPDX-License-Identifier: GPL-3.0-or-later
-- Published replies: a third token by which they are edited, how a correction goes out, and when the
-- next look at each of them is due.

CREATE TABLE account_token (
  account TEXT NOT NULL,
  use TEXT NOT NULL CHECK (use IN ('read', 'write', 'edit')),
  value TEXT NOT NULL,
  PRIMARY KEY (account, use)
) WITHOUT ROWID;
INSERT INTO account_token (account, use, value) SELECT account, use, value FROM account_secret;
DROP TABLE account_secret;
ALTER TABLE account_token RENAME TO account_secret;

-- 0 not decided, or a reply of its own; 1 an edit of what is there; 2 a comment after it.
ALTER TABLE publication
  ADD COLUMN manner INTEGER NOT NULL DEFAULT 0 CHECK (manner BETWEEN 0 AND 2);

-- step: 0 read back at once, 1 after an hour, 2 after a day, 3 the case may close by itself.
CREATE TABLE reply_look (
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 0 AND 3),
  due_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (stream, version)
) WITHOUT ROWID;
CREATE INDEX reply_look_due ON reply_look (due_at, stream, version);
