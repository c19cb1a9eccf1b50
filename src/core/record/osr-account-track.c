/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of an account's stream. Who may tell of a post or a look is decided when it is accepted
 * (core/rules/), never here. */
#include "core/record/osr-account-track.h"

static void
account_post_free (OsrAccountPost *post)
{
  g_free (post->post);
  g_free (post->permalink);
  g_free (post->by);
  g_array_unref (post->looks);
  g_free (post);
}

OsrAccountTrack *
osr_account_track_new (const char *account)
{
  OsrAccountTrack *self = g_new0 (OsrAccountTrack, 1);

  self->account = g_strdup (account);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_post_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  return self;
}

void
osr_account_track_free (OsrAccountTrack *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->events);
  g_free (self);
}

OsrInstant
osr_event_get_published (OsrEvent *event)
{
  OsrInstant at = osr_event_get_int (event, "published_at", OSR_INSTANT_UNKNOWN);

  if (at == OSR_INSTANT_UNKNOWN)
    at = osr_instant_parse (osr_event_get_string (event, "published_at"));
  return at != OSR_INSTANT_UNKNOWN ? MIN (at, event->at) : event->at;
}

const OsrAccountPost *
osr_account_track_find (OsrAccountTrack *self, const char *post)
{
  for (guint i = self->posts->len; post != NULL && i > 0; i--) {
    const OsrAccountPost *one = self->posts->pdata[i - 1];

    if (g_strcmp0 (one->post, post) == 0)
      return one;
  }
  return NULL;
}

static OsrAccountPost *
take_post (OsrAccountTrack *self, OsrEvent *event, const char *name)
{
  OsrAccountPost *post = (OsrAccountPost *) osr_account_track_find (self, name);

  if (post != NULL)
    return post;
  post = g_new0 (OsrAccountPost, 1);
  post->post = g_strdup (name);
  post->permalink = g_strdup (osr_event_get_string (event, "permalink"));
  post->at = osr_event_get_published (event);
  post->told_at = event->at;
  post->by = g_strdup (event->by);
  post->looks = g_array_new (FALSE, FALSE, sizeof (OsrInstant));
  g_ptr_array_add (self->posts, post);
  return post;
}

/* What was told twice is one post. One without a name of its own goes by the number of its event. */
static gboolean
fold_post (OsrAccountTrack *self, OsrEvent *event)
{
  const char *name = osr_event_get_string (event, "post");
  g_autofree char *made = NULL;
  OsrAccountPost *post;
  gboolean again;

  if (name == NULL)
    name = made = g_strdup_printf ("#%" G_GINT64_FORMAT, event->version);
  post = take_post (self, event, name);
  if (osr_event_is (event, "account-posted")) {
    again = post->posted;
    post->posted = TRUE;
  } else {
    again = post->published;
    post->published = TRUE;
  }
  return !again;
}

/* A look that names no post is of all of them. */
static gboolean
fold_watched (OsrAccountTrack *self, OsrEvent *event)
{
  const char *name = osr_event_get_string (event, "post");
  gint64 found = osr_event_get_int (event, "found", 0);
  gboolean any = FALSE;

  for (guint i = 0; i < self->posts->len; i++) {
    OsrAccountPost *post = self->posts->pdata[i];

    if (!post->published || (name != NULL && g_strcmp0 (post->post, name) != 0))
      continue;
    g_array_append_val (post->looks, event->at);
    post->found += MAX (found, 0);
    any = TRUE;
  }
  return any;
}

static const struct {
  const char *type;
  gboolean (*fold) (OsrAccountTrack *self, OsrEvent *event);
} folds[] = {
  { "account-posted", fold_post },
  { "post-published", fold_post },
  { "watched", fold_watched },
};

void
osr_account_track_apply (OsrAccountTrack *self, OsrEvent *event)
{
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (folds) && event->v <= OSR_EVENT_VERSION; i++) {
    if (!osr_event_is (event, folds[i].type))
      continue;
    known = TRUE;
    if (!folds[i].fold (self, event))
      self->anomalies++;
  }
  self->read_only = self->read_only || !known;
  g_ptr_array_add (self->events, osr_event_ref (event));
  self->version = event->version > 0 ? event->version : self->version + 1;
  self->seq = MAX (self->seq, event->seq);
}

guint
osr_account_track_count (OsrAccountTrack *self, OsrInstant from, OsrInstant until)
{
  guint n = 0;

  for (guint i = 0; i < self->posts->len; i++) {
    const OsrAccountPost *post = self->posts->pdata[i];

    n += post->posted && post->at >= from && post->at < until;
  }
  return n;
}

gboolean
osr_account_post_was_seen (const OsrAccountPost *post, OsrInstant from, OsrInstant until)
{
  for (guint i = 0; i < post->looks->len; i++) {
    OsrInstant look = g_array_index (post->looks, OsrInstant, i);

    if (look >= from && look < until)
      return TRUE;
  }
  return FALSE;
}
