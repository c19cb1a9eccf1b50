/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social publish`: sends once what an office would send, and says what came of it; or looks for it. No
 * log, no second attempt: what becomes of an outcome that is not known is whoever runs it to decide. */
#include "ctl/social/osr-ctl-publish.h"

#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "core/media/osr-media.h"
#include "core/osr-json.h"
#include "ctl/message/osr-ctl-pictures.h"
#include "ctl/social/osr-ctl-given-account.h"
#include "social/osr-network.h"

typedef struct {
  OsrCtlGivenAccount account;
  char *wall, *post, *reply_to, *thread, *edited;
  char **files;
  gboolean looks;
  GPtrArray *copies; /* paths of what goes along, cleaned */
} Options;

static void
remove_copy (gpointer path)
{
  g_unlink (path);
  g_free (path);
}

static void
options_clear (Options *self)
{
  osr_ctl_given_account_clear (&self->account);
  g_free (self->wall);
  g_free (self->post);
  g_free (self->reply_to);
  g_free (self->thread);
  g_free (self->edited);
  g_strfreev (self->files);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* -- What is sent -- */

/* (transfer full): a file of this person's alone with @bytes, which goes when the command ends */
static char *
keep_copy (const Options *options, GBytes *bytes, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("open-sources-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;
  close (fd);
  g_ptr_array_add (options->copies, g_strdup (path));
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                                   0600, error)
             ? g_steal_pointer (&path)
             : NULL;
}

/* As from an office, without what it tells about its maker and under a name that says nothing. */
static gboolean
add_file (const Options *options, OsrNetworkSending *sending, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = osr_ctl_pictures_load (path, error);
  g_autofree char *copy = bytes != NULL ? keep_copy (options, bytes, error) : NULL;
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;
  g_autoptr (OsrNetworkFile) file = NULL;
  OsrMediaLook look;

  if (copy == NULL || !osr_media_look (bytes, &look, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  name = g_strdup_printf ("%s-%u.%s", look.kind == OSR_MEDIA_VIDEO ? "video" : "photo",
                          options->copies->len, osr_media_get_suffix (look.kind));
  file = osr_network_file_new (digest, copy, name, osr_media_get_type (look.kind),
                               g_bytes_get_size (bytes));
  osr_network_sending_add_file (sending, file);
  return TRUE;
}

static OsrNetworkSending *
make_sending (const Options *options, const char *text, GError **error)
{
  g_autoptr (OsrNetworkAccount) account =
      osr_ctl_given_account_read (&options->account, "publish", error);
  g_autoptr (OsrNetworkTarget) target = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autofree char *guid = g_uuid_string_random ();

  if (account == NULL)
    return NULL;
  target =
      osr_network_target_new (options->wall, options->post, options->reply_to, options->thread);
  sending = osr_network_sending_new (account, target, text, guid, OSR_INSTANT_UNKNOWN);
  osr_network_sending_set_native_id (sending, options->edited);
  for (guint i = 0; options->files != NULL && options->files[i] != NULL; i++) {
    if (!add_file (options, sending, options->files[i], error))
      return NULL;
  }
  return g_steal_pointer (&sending);
}

/* -- What came of it -- */

static int
print_reply (const OsrNetworkReply *reply)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "native_id", reply->native_id);
  json_object_set_string_member (object, "permalink", reply->permalink);
  if (reply->published_at != OSR_INSTANT_UNKNOWN) {
    g_autofree char *at = osr_instant_format (reply->published_at, NULL);

    json_object_set_string_member (object, "published_at", at);
  }
  line = osr_json_write_object (object);
  g_print ("%s\n", line);
  return OSR_CTL_OK;
}

/* The class goes first: a script tells by it whether the reply may be there. */
static int
print_failure (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');

  g_printerr ("open-sources-ctl: %s: %s\n",
              error->domain == OSR_NET_ERROR ? osr_net_error_nick (error->code) : "failed", line);
  return OSR_CTL_FAILED;
}

static int
look (OsrNetwork *network, OsrNetworkSending *sending)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  osr_network_find_reply_async (network, sending, NULL, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  if (!osr_network_find_reply_finish (network, result, &reply, &error))
    return print_failure (error);
  if (reply != NULL)
    return print_reply (reply);
  g_printerr (_ ("open-sources-ctl: the reply is not there\n"));
  return OSR_CTL_FAILED;
}

static int
send_once (OsrNetwork *network, OsrNetworkSending *sending)
{
  gboolean edits = sending->native_id != NULL;
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (edits && !osr_network_can_edit (network, sending->account)) {
    g_printerr (_ ("open-sources-ctl: what stands there cannot be edited with these tokens\n"));
    return OSR_CTL_FAILED;
  }
  if (edits)
    osr_network_edit_async (network, sending, NULL, osr_ctl_await_done, &await);
  else
    osr_network_publish_async (network, sending, NULL, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  reply = edits ? osr_network_edit_finish (network, result, &error)
                : osr_network_publish_finish (network, result, &error);
  return reply != NULL ? print_reply (reply) : print_failure (error);
}

/* What a connector has to tell besides the outcome (a group with a new id), as a sentence for whoever
 * types the command and not as a line of a journal. */
static GLogWriterOutput
say_plainly (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; (level & G_LOG_LEVEL_WARNING) != 0 && i < n; i++) {
    if (g_strcmp0 (fields[i].key, "MESSAGE") == 0 && fields[i].length < 0) {
      g_printerr ("%s\n", (const char *) fields[i].value);
      return G_LOG_WRITER_HANDLED;
    }
  }
  return g_log_writer_default (level, fields, n, data);
}

static int
run (const Options *options, const char *text)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autoptr (OsrNetwork) network = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autoptr (GError) error = NULL;

  if (options->account.network == NULL || options->account.owner == NULL) {
    g_printerr (_ ("open-sources-ctl: social publish needs --network and --owner\n"));
    return OSR_CTL_USAGE;
  }
  if (options->wall != NULL && options->post == NULL) {
    g_printerr (_ ("open-sources-ctl: social publish: --wall needs --post\n"));
    return OSR_CTL_USAGE;
  }
  network = osr_network_new (options->account.network, session);
  if (network == NULL) {
    osr_ctl_given_account_no_network (options->account.network);
    return OSR_CTL_FAILED;
  }
  sending = make_sending (options, text, &error);
  if (sending == NULL)
    return osr_ctl_fail (error);
  g_log_set_writer_func (say_plainly, NULL, NULL);
  return options->looks ? look (network, sending) : send_once (network, sending);
}

static gboolean
parse (Options *o, int *argc, char ***argv)
{
  g_autofree char *settings = osr_ctl_given_account_describe_options ();
  g_autofree char *summary = g_strdup_printf (
      "%s\n\n%s",
      _ ("Sends a reply once and prints it as JSON. The token for reading and the one for "
         "publishing are\ntwo lines of standard input; an empty line is none. When it fails, the "
         "line on standard error\nbegins with what is known: \"uncertain\" may be there and is not "
         "to be sent again unseen; anything\nelse is surely not there. The exit status is then 1."),
      settings);
#define TEXT(name, letter, member, sentence, word)                                                 \
  {                                                                                                \
    name, letter, 0, G_OPTION_ARG_STRING, &o->member, sentence, word                               \
  }
  const GOptionEntry entries[] = {
    TEXT ("network", 'n', account.network, N_ ("vk, telegram, max, ok, youtube"), N_ ("NETWORK")),
    TEXT ("owner", 'w', account.owner, N_ ("The account's id there"), N_ ("ID")),
    TEXT ("api-base", 0, account.api_base, N_ ("Default: the network's own"), N_ ("URL")),
    TEXT ("link-base", 0, account.link_base, N_ ("Default: the network's own"), N_ ("URL")),
    TEXT ("api-version", 0, account.api_version, N_ ("Default: the one this program was made for"),
          N_ ("VERSION")),
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->account.options,
      N_ ("A setting that only this network has, see above; may be given again"), "NAME=VALUE" },
    TEXT ("wall", 0, wall, N_ ("Whose wall, group or channel; the account's own without"),
          N_ ("ID")),
    TEXT ("post", 0, post, N_ ("The post it stands under"), N_ ("ID")),
    TEXT ("reply-to", 0, reply_to, N_ ("The message that it answers"), N_ ("ID")),
    TEXT ("thread", 0, thread, N_ ("The first comment of its thread"), N_ ("ID")),
    TEXT ("edit", 0, edited, N_ ("The published reply that gets this text instead"), N_ ("ID")),
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files,
      N_ ("A photo or video that goes along, without what it tells of its maker; may be given "
          "again"),
      N_ ("FILE") },
    { "look", 0, 0, G_OPTION_ARG_NONE, &o->looks,
      N_ ("Sends nothing: looks whether such a reply is there"), NULL },
    { "edits", 0, 0, G_OPTION_ARG_NONE, &o->account.edits,
      N_ ("One line more is read: the token for editing (VK: a user's)"), NULL },
    { "signs", 0, 0, G_OPTION_ARG_NONE, &o->account.signs,
      N_ ("One line more is read: the secret that signs requests (Odnoklassniki)"), NULL },
    { NULL },
  };
#undef TEXT

  return osr_ctl_parse ("social publish --network NETWORK --owner ID --post ID --reply-to ID TEXT",
                        summary, entries, (int[]){ 1, 1 }, argc, argv);
}

int
osr_ctl_social_publish (int argc, char **argv)
{
  g_auto (Options) options = { .copies = g_ptr_array_new_with_free_func (remove_copy) };

  if (!parse (&options, &argc, &argv))
    return OSR_CTL_USAGE;
  return run (&options, argv[1]);
}
