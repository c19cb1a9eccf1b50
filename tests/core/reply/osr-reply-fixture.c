/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads from the checkout, not from what is built in. */
#include "osr-reply-fixture.h"

#include "core/osr-json.h"

static GBytes *
load_data (const char *name, GError **error)
{
  const char *elsewhere =
      g_getenv ("OSR_TEST_DATA"); /* for profiles that were changed on purpose */
  g_autofree char *path =
      g_build_filename (elsewhere != NULL ? elsewhere : OSR_TEST_DATA, name, NULL);
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

OsrReplyCheck *
reply_fixture_check (void)
{
  static OsrReplyCheck *check = NULL;
  g_autoptr (GError) error = NULL;

  if (check == NULL)
    check = osr_reply_check_new (load_data, &error);
  g_assert_no_error (error);
  return check;
}

OsrRegulation *
reply_fixture_regulation (const char *id)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load_data (name, &error);
  g_autoptr (JsonObject) document = NULL;
  OsrRegulation *regulation;

  g_assert_no_error (error);
  document = osr_json_read_object (g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), 0, id, &error);
  g_assert_no_error (error);
  regulation = osr_regulation_new_from_json (document, id, &error);
  g_assert_no_error (error);
  return regulation;
}

GPtrArray *
reply_fixture_find (const char *text, OsrRegulation *regulation)
{
  const OsrReplyContext context = { .regulation = regulation };

  return osr_reply_check_run (reply_fixture_check (), text, -1, &context);
}

const OsrReplyFinding *
reply_fixture_pick (GPtrArray *findings, const char *reason)
{
  for (guint i = 0; i < findings->len; i++) {
    const OsrReplyFinding *finding = findings->pdata[i];

    if (g_str_equal (finding->reason, reason))
      return finding;
  }
  return NULL;
}

char *
reply_fixture_list (GPtrArray *findings)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const OsrReplyFinding *finding = findings->pdata[i];

    g_string_append_printf (list, "%s/%s ", finding->check, finding->reason);
  }
  return g_string_free (list, FALSE);
}
