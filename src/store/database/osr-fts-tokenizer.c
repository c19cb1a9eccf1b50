/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands words to FTS5 by their stems, those of the text and those that are looked for. The beginning
 * of a word is looked for as it is written: cut like a whole word it would not begin its stem. */
#include "store/database/osr-fts-tokenizer.h"

#include <string.h>

#define NAME "osr"

typedef struct {
  OsrTextTokens *own;
  const OsrFtsRead *read; /* of the connection */
} Tokenizer;

static int
create_tokenizer (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  Tokenizer *self;

  if (n_arguments > 0)
    return SQLITE_ERROR;
  self = g_new0 (Tokenizer, 1);
  self->own = osr_text_tokens_new ("", 0);
  self->read = context;
  *tokenizer = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
delete_tokenizer (Fts5Tokenizer *tokenizer)
{
  Tokenizer *self = (Tokenizer *) tokenizer;

  osr_text_tokens_free (self->own);
  g_free (self);
}

/* The words of a text: those that are there already when it is the very same one. */
static OsrTextTokens *
read_words (Tokenizer *self, int flags, const char *text, gsize length)
{
  const OsrFtsRead *read = self->read;

  if ((flags & FTS5_TOKENIZE_DOCUMENT) && read->text != NULL && read->length == length &&
      memcmp (read->text, text, length) == 0)
    return read->tokens;
  osr_text_tokens_scan (self->own, text, (gssize) length);
  return self->own;
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
          int (*take) (void *, int, const char *, int, int, int))
{
  OsrTextTokens *tokens;

  if (text == NULL || length <= 0)
    return SQLITE_OK;
  tokens = read_words ((Tokenizer *) tokenizer, flags, text, (gsize) length);
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
osr_fts_tokenizer_register (sqlite3 *handle, const OsrFtsRead *read)
{
  fts5_tokenizer methods = { create_tokenizer, delete_tokenizer, tokenize };
  fts5_api *api = get_api (handle);

  if (api == NULL)
    return SQLITE_ERROR;
  return api->xCreateTokenizer (api, NAME, (void *) read, &methods, NULL);
}
