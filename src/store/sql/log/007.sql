-- SPDX-License-Identifier: GPL-3.0-or-later
-- A publication may be lent to the workstation of who holds its account: to whom, by which asking of
-- theirs, and in which state it was then. NULL: it is the coordinator's own to work at.
ALTER TABLE publication ADD COLUMN lease_person TEXT;
ALTER TABLE publication ADD COLUMN lease_taking TEXT;
ALTER TABLE publication
  ADD COLUMN lent_state INTEGER NOT NULL DEFAULT 0 CHECK (lent_state BETWEEN 0 AND 3);
CREATE INDEX publication_taking ON publication (lease_taking) WHERE lease_taking IS NOT NULL;
