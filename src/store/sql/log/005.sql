-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tokens of accounts live in files of their own. Those that are still here wait under another name for
-- whoever knows the folder of the files (osr-log-tokens.c); nothing else reads this table, and
-- nothing writes to it.

ALTER TABLE account_secret RENAME TO leaving_token;
