-- SPDX-License-Identifier: GPL-3.0-or-later
-- The digest of the other columns: a row of a refused command follows from nothing else that is stored,
-- nor does the digest of any command's bytes.
ALTER TABLE command ADD COLUMN mark TEXT NOT NULL DEFAULT '';
UPDATE command
  SET mark = osr_digest (id, person, digest, stream, version, seq, status, answer);
