/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders bodies by what speaks for them. A body is of a place when the stem of the place's name is
 * among the words of its own: "Администрация Тынды", "Администрация Тындинского района" by stem. */
#include "core/text/osr-body-rank.h"

#include <string.h>

#include "core/text/osr-text-tokens.h"

#define FIELD_WEIGHT 2

static void
rank_free (gpointer data)
{
  OsrBodyRank *rank = data;

  g_ptr_array_unref (rank->topics);
  g_free (rank);
}

static gboolean
has_returned (OsrCase *c, const char *body)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *held = c->bodies->pdata[i];

    if (held->returned && g_strcmp0 (held->body, body) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_of_place (const OsrBody *body, OsrTextTokens *place)
{
  g_autofree char *names = g_strconcat (body->name != NULL ? body->name : "", " ",
                                        body->short_name != NULL ? body->short_name : "", NULL);
  g_autoptr (OsrTextTokens) words = osr_text_tokens_new (names, -1);
  const char *stem = osr_text_tokens_get (place, 0)->stem;

  for (guint i = 0; i < osr_text_tokens_get_count (words); i++) {
    if (g_str_equal (osr_text_tokens_get (words, i)->stem, stem))
      return TRUE;
  }
  return FALSE;
}

static int
weight_of (const OsrBodyRank *rank)
{
  return rank->returned ? -1 : (int) rank->topics->len * FIELD_WEIGHT + (rank->local ? 1 : 0);
}

static OsrBodyRank *
rank_new (OsrCase *c, OsrRegistry *registry, const OsrBody *body, const char *const *topics)
{
  OsrBodyRank *rank = g_new0 (OsrBodyRank, 1);

  rank->body = body;
  rank->topics = g_ptr_array_new ();
  rank->returned = has_returned (c, body->id);
  for (guint i = 0; topics != NULL && topics[i] != NULL; i++) {
    const OsrTopic *topic = osr_registry_find_topic (registry, topics[i]);

    if (topic != NULL && body->topics != NULL &&
        g_strv_contains ((const char *const *) body->topics, topics[i]))
      g_ptr_array_add (rank->topics, (gpointer) topic);
  }
  return rank;
}

GPtrArray *
osr_body_ranks_new (OsrCase *c, OsrRegistry *registry, const char *const *topics,
                    const char *locality)
{
  GPtrArray *ranks = g_ptr_array_new_with_free_func (rank_free);
  GPtrArray *bodies = osr_registry_get_bodies (registry);
  g_autoptr (OsrTextTokens) place = osr_text_tokens_new (locality != NULL ? locality : "", -1);

  for (guint i = 0; i < bodies->len; i++) {
    OsrBodyRank *rank = rank_new (c, registry, bodies->pdata[i], topics);
    guint at = ranks->len;

    rank->local = osr_text_tokens_get_count (place) > 0 && is_of_place (rank->body, place);
    while (at > 0 && weight_of (ranks->pdata[at - 1]) < weight_of (rank))
      at--;
    g_ptr_array_insert (ranks, (gint) at, rank);
  }
  return ranks;
}
