-- SPDX-License-Identifier: GPL-3.0-or-later
-- Substitutions: whoever stands in for somebody has their scopes as long as it lasts.

-- Those that have begun and not ended.
CREATE TABLE stand_in (
  id TEXT PRIMARY KEY,
  absent TEXT NOT NULL,
  substitute TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX stand_in_substitute ON stand_in (substitute, absent);

-- via: the absent person whose scope it is; empty for a person's own, by their roles.
CREATE TABLE person_scope_via (
  person TEXT NOT NULL,
  scope TEXT NOT NULL,
  via TEXT NOT NULL DEFAULT '',
  from_seq INTEGER NOT NULL,
  to_seq INTEGER,
  PRIMARY KEY (person, scope, via, from_seq)
) WITHOUT ROWID;
INSERT INTO person_scope_via (person, scope, from_seq, to_seq)
  SELECT person, scope, from_seq, to_seq FROM person_scope;
DROP TABLE person_scope;
ALTER TABLE person_scope_via RENAME TO person_scope;
CREATE INDEX person_scope_from ON person_scope (person, from_seq);
CREATE INDEX person_scope_to ON person_scope (person, to_seq);
