/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `search`: cases by words. A workstation's cache has an index; an office's log has none, so that one
 * is made in memory for the question: words of citizens lie in no further file. */
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/osr-ctl-text.h"
#include "store/search/osr-cache-search.h"
#include "store/search/osr-case-row.h"
#include "store/search/osr-search-query.h"

#define FIRST_LIMIT 50

typedef struct {
  OsrCtlSourceOptions source;
  gboolean best;
  gboolean json;
  int limit;
} Options;

static gboolean
put_case (OsrCache *cache, OsrCase *c, OsrRegistry *registry, GError **error)
{
  g_auto (OsrCaseRow) words = { 0 };

  osr_case_row_init (&words, c, registry);
  return osr_cache_put_row (cache, &words.row, error);
}

/* (transfer full): an index of all that @source has */
static OsrCache *
make_index (OsrCtlSource *source, GError **error)
{
  g_autoptr (OsrCache) cache = osr_cache_new_in_memory (error);
  g_autoptr (GPtrArray) cases = cache != NULL ? osr_ctl_source_load_cases (source, error) : NULL;
  g_autoptr (OsrTransaction) transaction = cases != NULL ? osr_cache_begin (cache, error) : NULL;

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < cases->len; i++) {
    if (!put_case (cache, cases->pdata[i], osr_ctl_source_get_registry (source), error))
      return NULL;
  }
  if (!osr_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&cache);
}

/* (transfer full): one line in which what was found stands between @begin and @end */
static char *
mark (const char *piece, const char *begin, const char *end)
{
  GString *line = g_string_new (NULL);

  for (const char *p = piece; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (*p == OSR_SEARCH_MARK_BEGIN[0])
      g_string_append (line, begin);
    else if (*p == OSR_SEARCH_MARK_END[0])
      g_string_append (line, end);
    else
      g_string_append_unichar (line, g_unichar_isprint (c) ? c : ' ');
  }
  return g_string_free (line, FALSE);
}

static void
print_line (const OsrCacheHit *hit, OsrCase *c, OsrRegistry *registry)
{
  gboolean terminal = isatty (STDOUT_FILENO);
  g_autofree char *piece =
      mark (hit->piece, terminal ? "\033[1m" : "[", terminal ? "\033[0m" : "]");
  g_autofree char *moment =
      osr_ctl_text_moment (registry, c->published_at > 0 ? c->published_at : c->found_at);

  g_print ("%s  %s  %s  %s\n", c->number != NULL ? c->number : c->id, moment,
           osr_ctl_text_state (c->state), piece);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
print_json (const OsrCacheHit *hit, OsrCase *c)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *piece = mark (hit->piece, "[", "]");
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "case", c->id);
  set_text (object, "number", c->number);
  json_object_set_string_member (object, "state", osr_case_state_nick (c->state));
  json_object_set_int_member (object, "at", c->published_at > 0 ? c->published_at : c->found_at);
  set_text (object, "place", c->locality);
  json_object_set_string_member (object, "field", hit->field);
  json_object_set_string_member (object, "piece", piece);
  set_text (object, "permalink", c->permalink);
  set_text (object, "reply_url", c->reply_url);
  text = osr_json_write_object (object);
  g_print ("%s\n", text);
}

static gboolean
print_hits (const Options *options, OsrCtlSource *source, GPtrArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len; i++) {
    const OsrCacheHit *hit = hits->pdata[i];
    g_autoptr (OsrCase) c = osr_ctl_source_load (source, hit->id, error);

    if (c == NULL)
      return FALSE;
    if (options->json)
      print_json (hit, c);
    else
      print_line (hit, c, osr_ctl_source_get_registry (source));
  }
  return TRUE;
}

static gboolean
run (const Options *options, const char *words, GError **error)
{
  g_autoptr (OsrCtlSource) source = osr_ctl_source_open (&options->source, error);
  OsrCache *held = source != NULL ? osr_ctl_source_get_cache (source) : NULL;
  g_autoptr (OsrCache) made = source != NULL && held == NULL ? make_index (source, error) : NULL;
  g_autofree char *query = osr_search_query_new (words, FALSE);
  g_autoptr (GPtrArray) hits = NULL;

  if (held == NULL && made == NULL)
    return FALSE;
  hits = osr_cache_search (held != NULL ? held : made, query,
                           options->best ? OSR_SEARCH_BEST : OSR_SEARCH_NEWEST,
                           (guint) options->limit, error);
  return hits != NULL && print_hits (options, source, hits, error);
}

int
osr_ctl_search (int argc, char **argv)
{
  static const int bounds[2] = { 1, 64 };
  Options options = { .limit = FIRST_LIMIT };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_CTL_SOURCE_ENTRIES (&options.source),
    { "best", 'b', 0, G_OPTION_ARG_NONE, &options.best, "The best first, not the newest", NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options.limit, "So many at most (50)", "N" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
    { NULL }
  };
  gboolean ok;

  if (!osr_ctl_parse ("search QUERY",
                      "Finds cases by words of messages, replies, notes and places, in any form."
                      " \"one after another\", begin*, НЕ this, this ИЛИ that, место:here.",
                      entries, bounds, &argc, &argv) ||
      options.limit < 1) {
    osr_ctl_source_options_clear (&options.source);
    return OSR_CTL_USAGE;
  }
  words = g_strjoinv (" ", argv + 1);
  ok = run (&options, words, &error);
  osr_ctl_source_options_clear (&options.source);
  return ok ? OSR_CTL_OK : osr_ctl_fail (error);
}
