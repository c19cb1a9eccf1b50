-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE thing ADD COLUMN weight INTEGER NOT NULL DEFAULT 7;
