/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. What is filled in here the window fills in, too; whether it is right the rules say. */
#include "ctl/message/osr-ctl-desk.h"

#include <glib/gi18n.h>

#include "core/osr-chain.h"
#include "core/media/osr-media-list.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"

void
osr_ctl_desk_options_clear (OsrCtlDeskOptions *options)
{
  g_clear_pointer (&options->server, g_free);
  g_clear_pointer (&options->login, g_free);
}

OsrCtlReader *
osr_ctl_desk_open (const OsrCtlDeskOptions *options, GError **error)
{
  g_autoptr (OsrCtlReader) reader = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *password = NULL;

  if (options->server == NULL || options->login == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Who acts, and where? Name --server URL and --login LOGIN"));
    return NULL;
  }
  prompt = g_strdup_printf (_ ("Password of %s"), options->login);
  password = osr_ctl_read_secret (prompt, error);
  if (password == NULL)
    return NULL;
  reader = osr_ctl_reader_new (options->server, NULL);
  if (!osr_ctl_reader_sign_in (reader, options->login, password, error) ||
      !osr_ctl_reader_sync (reader, 0, error))
    return NULL;
  return g_steal_pointer (&reader);
}

OsrCase *
osr_ctl_desk_find (OsrCtlReader *reader, const char *name, GError **error)
{
  g_autoptr (GList) ids = osr_ctl_reader_list (reader);

  for (GList *link = ids; link != NULL; link = link->next) {
    g_autoptr (OsrCase) one = osr_ctl_reader_load (reader, link->data);

    if (g_strcmp0 (one->number, name) == 0 || g_strcmp0 (one->id, name) == 0)
      return g_steal_pointer (&one);
  }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("There is no case %s for this person"),
               name);
  return NULL;
}

char *
osr_ctl_desk_find_id (OsrCtlReader *reader, const char *name, GError **error)
{
  g_autoptr (OsrCase) one = osr_ctl_desk_find (reader, name, error);

  return one != NULL ? g_strdup (one->id) : NULL;
}

static gboolean
is_one_of (const char *type, const char *const *types)
{
  return g_strv_contains (types, type);
}

static void
add_text (JsonObject *members, const char *member, const char *value)
{
  if (value != NULL && !json_object_has_member (members, member))
    json_object_set_string_member (members, member, value);
}

static void
fill_text (OsrCase *the_case, OsrRegistry *registry, JsonObject *members, JsonObject *payload)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (the_case, registry);
  const char *text = osr_json_get_string (payload, "text");
  const OsrAccount *account;
  g_autofree char *files = NULL;
  g_autofree char *digest = NULL;

  add_text (members, "body", drafter != NULL ? drafter->body : NULL);
  add_text (members, "kind", "final");
  account =
      osr_registry_account_for_case (registry, osr_json_get_string (members, "body"), the_case);
  add_text (members, "account", account != NULL ? account->id : OSR_ACCOUNT_BY_HAND);
  if (text == NULL)
    return;
  files = osr_media_list_dup (members);
  digest = osr_text_digest (osr_json_get_string (members, "kind"), text,
                            osr_json_get_string (members, "account"), the_case->native_id, files);
  add_text (members, "digest", digest);
}

static void
fill_agreed (OsrCase *the_case, JsonObject *members)
{
  const OsrCaseDraft *shared = osr_case_get_shared (the_case);

  if (shared != NULL && shared->state == OSR_DRAFT_AGREED &&
      !json_object_has_member (members, "agreed"))
    json_object_set_int_member (members, "agreed", shared->version);
}

static void
fill_decision (const OsrCaseDraft *draft, JsonObject *members, gboolean digest)
{
  if (draft == NULL)
    return;
  if (!json_object_has_member (members, "draft"))
    json_object_set_int_member (members, "draft", draft->version);
  if (digest)
    add_text (members, "digest", draft->digest);
}

static void
fill_publication (const OsrCaseDraft *draft, const char *type, JsonObject *members)
{
  g_autofree char *guid = g_uuid_string_random ();

  if (draft == NULL)
    return;
  if (g_str_equal (type, "publish-intended")) {
    add_text (members, "account", draft->account);
    add_text (members, "guid", guid);
  } else if (g_str_equal (type, "published-by-hand")) {
    add_text (members, "kind", draft->kind);
  }
}

void
osr_ctl_step_fill (OsrCase *the_case, OsrRegistry *registry, const char *type, JsonObject *members,
                   JsonObject *payload)
{
  static const char *const texts[] = { "drafted", "submitted", NULL };
  static const char *const decisions[] = { "approved", "publish-intended", "published-by-hand",
                                           "reply-corrected", NULL };
  gboolean internal = osr_json_get_boolean (members, "internal", FALSE);

  if (is_one_of (type, texts))
    fill_text (the_case, registry, members, payload);
  if (g_str_equal (type, "submitted"))
    fill_agreed (the_case, members);
  if (g_str_equal (type, "agreed"))
    fill_decision (osr_case_get_shared (the_case), members, TRUE);
  if (g_str_equal (type, "reworked"))
    fill_decision (internal ? osr_case_get_shared (the_case) : osr_case_get_draft (the_case),
                   members, FALSE);
  if (is_one_of (type, decisions)) {
    fill_decision (osr_case_get_draft (the_case), members, TRUE);
    fill_publication (osr_case_get_draft (the_case), type, members);
  }
}
