/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands words to FTS5 by their stems, those of the text and those that are looked for. The beginning
 * of a word is looked for as it is written: cut like a whole word it would not begin its stem. */
#include "store/database/osr-fts-tokenizer.h"

#include "core/text/osr-text-tokens.h"

#define NAME "osr"

static int
create_tokenizer (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  if (n_arguments > 0)
    return SQLITE_ERROR;
  *tokenizer = (Fts5Tokenizer *) osr_text_tokens_new ("", 0);
  return SQLITE_OK;
}

static void
delete_tokenizer (Fts5Tokenizer *tokenizer)
{
  osr_text_tokens_free ((OsrTextTokens *) tokenizer);
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
          int (*take) (void *, int, const char *, int, int, int))
{
  OsrTextTokens *tokens = (OsrTextTokens *) tokenizer;

  if (text == NULL || length <= 0)
    return SQLITE_OK;
  osr_text_tokens_scan (tokens, text, length);
  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);
    gboolean whole = !(flags & FTS5_TOKENIZE_PREFIX) || i + 1 < osr_text_tokens_get_count (tokens);
    int status = take (context, 0, whole ? token->stem : token->word,
                       whole ? token->stem_length : token->word_length, (int) token->start,
                       (int) token->end);

    if (status != SQLITE_OK)
      return status;
  }
  return SQLITE_OK;
}

/* NULL when SQLite was built without FTS5. */
static fts5_api *
get_api (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL) == SQLITE_OK)
    sqlite3_step (statement);
  sqlite3_finalize (statement);
  return api;
}

int
osr_fts_tokenizer_register (sqlite3 *handle)
{
  fts5_tokenizer methods = { create_tokenizer, delete_tokenizer, tokenize };
  fts5_api *api = get_api (handle);

  if (api == NULL)
    return SQLITE_ERROR;
  return api->xCreateTokenizer (api, NAME, NULL, &methods, NULL);
}
