/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "demo/sandbox/osr-sandbox-script.h"

static gboolean
is_due (const OsrSandboxMessage *message, const OsrSandboxProgress *progress, gint64 elapsed,
        gint64 now)
{
  if (message->after >= 0)
    return elapsed >= message->after;
  return now - progress->started >= message->after_shown;
}

guint
osr_sandbox_script_run (OsrSandboxOffice *office, OsrSandboxProgress *progress, gint64 elapsed,
                        gint64 now)
{
  guint n_written = 0;

  if (progress->started == 0)
    progress->started = now;
  for (guint i = 0; i < office->messages->len; i++) {
    const OsrSandboxMessage *message = office->messages->pdata[i];
    OsrSandboxPost *post;

    if (g_hash_table_contains (progress->written, message->id) ||
        !is_due (message, progress, elapsed, now))
      continue;
    post = osr_sandbox_wall_post (office->wall, message->owner_id, message->post_id);
    osr_sandbox_wall_write (office->wall, post, message->citizen, NULL, message->text, now);
    g_hash_table_add (progress->written, g_strdup (message->id));
    n_written++;
  }
  return n_written;
}
