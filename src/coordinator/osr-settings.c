/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the key file line by line instead of through GKeyFile, which stops at the first fault and
 * forgets the lines. One table holds every key there is; what is not in it is a fault, since a
 * misspelt limit that is silently not in force is worse than a program that does not start. */
#include "coordinator/osr-settings.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "coordinator/mail/osr-mail-message.h"
#include "coordinator/osr-coordinator-error.h"

#define CONFIG_MAX_BYTES (256 * 1024)

#define HOST_WORDS   "abcdefghijklmnopqrstuvwxyz"
#define HOST_LETTERS HOST_WORDS "0123456789.-"

typedef struct {
  const char *group;
  const char *name;
  gsize offset;
  guint least;
  guint most;        /* 0: a text */
  const char *words; /* nullable: the only ones that the text may be */
} Key;

static const Key keys[] = {
  { "server", "listen", G_STRUCT_OFFSET (OsrSettings, listen), 0, 0 },
  { "office", "directory", G_STRUCT_OFFSET (OsrSettings, directory), 0, 0 },
  { "office", "credentials", G_STRUCT_OFFSET (OsrSettings, credentials), 0, 0 },
  { "monitor", "interval_seconds", G_STRUCT_OFFSET (OsrSettings, interval_seconds), 1, 3600 },
  { "monitor", "posts", G_STRUCT_OFFSET (OsrSettings, posts), 1, 100 },
  { "monitor", "link_hosts", G_STRUCT_OFFSET (OsrSettings, link_hosts), 0, 0 },
  { "publisher", "read_back_seconds", G_STRUCT_OFFSET (OsrSettings, read_back_seconds), 1, 3600 },
  { "publisher", "lease_seconds", G_STRUCT_OFFSET (OsrSettings, lease_seconds), 10, 3600 },
  { "limits", "body_kib", G_STRUCT_OFFSET (OsrSettings, body_kib), 16, 8192 },
  { "limits", "connections", G_STRUCT_OFFSET (OsrSettings, connections), 1, 10000 },
  { "limits", "request_seconds", G_STRUCT_OFFSET (OsrSettings, request_seconds), 1, 600 },
  { "mail", "host", G_STRUCT_OFFSET (OsrSettings, mail.host), 0, 0 },
  { "mail", "port", G_STRUCT_OFFSET (OsrSettings, mail.port), 1, 65535 },
  { "mail", "security", G_STRUCT_OFFSET (OsrSettings, mail.security), 0, 0, "starttls tls none" },
  { "mail", "user", G_STRUCT_OFFSET (OsrSettings, mail.user), 0, 0 },
  { "mail", "password_file", G_STRUCT_OFFSET (OsrSettings, mail.password_file), 0, 0 },
  { "mail", "ca", G_STRUCT_OFFSET (OsrSettings, mail.ca), 0, 0 },
  { "mail", "from", G_STRUCT_OFFSET (OsrSettings, mail.from), 0, 0 },
  { "mail", "language", G_STRUCT_OFFSET (OsrSettings, mail.language), 0, 0, "ru en" },
  { "mail", "citizens_words", G_STRUCT_OFFSET (OsrSettings, mail.citizens_words), 0, 0, "yes no" },
  { "mail", "timeout_seconds", G_STRUCT_OFFSET (OsrSettings, mail.timeout_seconds), 1, 3600 },
  { "mail", "retry_seconds", G_STRUCT_OFFSET (OsrSettings, mail.retry_seconds), 1, 3600 },
  { "mail", "attempts", G_STRUCT_OFFSET (OsrSettings, mail.attempts), 1, 100 },
};

typedef struct {
  OsrSettings *config;
  const char *path;
  guint line;
  char *group; /* nullable before the first */
  GString *faults;
  guint seen[G_N_ELEMENTS (keys)]; /* line of the key, 0 before */
} Reader;

static void G_GNUC_PRINTF (2, 3) add_fault (Reader *reader, const char *format, ...)
{
  va_list arguments;

  if (reader->faults->len > 0)
    g_string_append_c (reader->faults, '\n');
  g_string_append_printf (reader->faults, "%s:%u: ", reader->path, reader->line);
  va_start (arguments, format);
  g_string_append_vprintf (reader->faults, format, arguments);
  va_end (arguments);
}

static gboolean
is_group (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_str_equal (keys[i].group, name))
      return TRUE;
  }
  return FALSE;
}

static void
read_group (Reader *reader, const char *line)
{
  gsize length = strlen (line);

  g_clear_pointer (&reader->group, g_free);
  if (line[length - 1] != ']') {
    add_fault (reader, "the group's name does not end with ]");
    return;
  }
  reader->group = g_strndup (line + 1, length - 2);
  if (!is_group (reader->group))
    add_fault (reader, "there is no group [%s]", reader->group);
}

static void
check_words (Reader *reader, const Key *key, const char *value)
{
  g_auto (GStrv) words = g_strsplit (key->words, " ", -1);
  g_autofree char *list = g_strjoinv (", ", words);

  if (!g_strv_contains ((const char *const *) words, value))
    add_fault (reader, "%s must be one of %s, not \"%s\"", key->name, list, value);
}

/* A password that everybody on the machine can read is none. */
static void
check_file (Reader *reader, const Key *key, const char *path, gboolean secret)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  if (!g_file_get_contents (path, &text, NULL, &error))
    add_fault (reader, "%s: %s", key->name, error->message);
  else if (secret && g_stat (path, &status) == 0 && (status.st_mode & S_IROTH) != 0)
    add_fault (reader, "%s: everybody can read %s", key->name, path);
}

/* (transfer full): what a file that stands at @path means by @value */
static char *
beside (const char *path, const char *value)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);

  return g_canonicalize_filename (value, folder);
}

/* (transfer full): @value as it is kept */
static char *
check_mail_text (Reader *reader, const Key *key, const char *value)
{
  char *text;

  if (g_str_equal (key->name, "password_file") || g_str_equal (key->name, "ca")) {
    text = beside (reader->path, value);
    check_file (reader, key, text, g_str_equal (key->name, "password_file"));
    return text;
  }
  if (g_str_equal (key->name, "from")) {
    text = osr_mail_address_normalise (value);
    if (text == NULL)
      add_fault (reader, "from: \"%s\" is no address", value);
    return text;
  }
  if (g_str_equal (key->name, "host") &&
      (strpbrk (value, "/@:?#[] ") != NULL || strlen (value) > 253))
    add_fault (reader, "host: \"%s\" is no name of a machine", value);
  return g_strdup (value);
}

/* An address of numbers may not be asked anyway, and one with a scheme or a path is a misunderstanding. */
static void
check_hosts (Reader *reader, const char *value)
{
  g_auto (GStrv) hosts = g_strsplit (value, " ", -1);

  for (guint i = 0; hosts[i] != NULL; i++) {
    const char *host = hosts[i];

    if (*host != '\0' && (strspn (host, HOST_LETTERS) != strlen (host) || *host == '.' ||
                          strpbrk (host, HOST_WORDS) == NULL))
      add_fault (reader, "link_hosts: \"%s\" is no name of a host", host);
  }
}

static void
set_text (Reader *reader, const Key *key, const char *value)
{
  char **place = G_STRUCT_MEMBER_P (reader->config, key->offset);

  if (*value == '\0') {
    add_fault (reader, "%s has no value", key->name);
    return;
  }
  if (key->words != NULL)
    check_words (reader, key, value);
  if (g_str_equal (key->name, "listen")) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GSocketAddress) address = osr_settings_parse_listen (value, &error);

    if (address == NULL)
      add_fault (reader, "listen: %s", error->message);
  }
  if (g_str_equal (key->name, "link_hosts"))
    check_hosts (reader, value);
  g_free (*place);
  *place =
      g_str_equal (key->group, "mail") ? check_mail_text (reader, key, value) : g_strdup (value);
}

static void
set_number (Reader *reader, const Key *key, const char *value)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, key->least, key->most, &number, NULL))
    add_fault (reader, "%s must be a whole number from %u to %u, not \"%s\"", key->name, key->least,
               key->most, value);
  else
    G_STRUCT_MEMBER (guint, reader->config, key->offset) = (guint) number;
}

static void
set_key (Reader *reader, guint index, const char *value)
{
  const Key *key = &keys[index];

  if (reader->seen[index] > 0)
    add_fault (reader, "%s is set again, first in line %u", key->name, reader->seen[index]);
  else
    reader->seen[index] = reader->line;
  if (key->most == 0)
    set_text (reader, key, value);
  else
    set_number (reader, key, value);
}

static void
read_key (Reader *reader, char *line)
{
  char *sign = strchr (line, '=');
  const char *name;

  if (sign == NULL) {
    add_fault (reader, "neither [group] nor key=value");
    return;
  }
  *sign = '\0';
  name = g_strchomp (line);
  if (reader->group == NULL) {
    add_fault (reader, "%s stands in no group", name);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_str_equal (keys[i].group, reader->group) && g_str_equal (keys[i].name, name)) {
      set_key (reader, i, g_strchug (sign + 1));
      return;
    }
  }
  if (is_group (reader->group))
    add_fault (reader, "there is no key %s in [%s]", name, reader->group);
}

static void
read_lines (Reader *reader, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);

    reader->line = i + 1;
    if (*line == '\0' || *line == '#' || *line == ';')
      continue;
    if (*line == '[')
      read_group (reader, line);
    else
      read_key (reader, line);
  }
}

static OsrSettings *
config_copy (OsrSettings *config)
{
  OsrSettings *copy = g_memdup2 (config, sizeof *config);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].most == 0)
      G_STRUCT_MEMBER (char *, copy, keys[i].offset) =
          g_strdup (G_STRUCT_MEMBER (char *, config, keys[i].offset));
  }
  return copy;
}

static void
config_swap (OsrSettings *one, OsrSettings *other)
{
  OsrSettings kept = *one;

  *one = *other;
  *other = kept;
}

OsrSettings *
osr_settings_new (void)
{
  OsrSettings *config = g_new0 (OsrSettings, 1);

  config->listen = g_strdup ("127.0.0.1:0");
  config->interval_seconds = 30;
  config->posts = 20;
  config->read_back_seconds = 60;
  config->lease_seconds = 120;
  config->body_kib = 2560; /* the longest message, however it is written */
  config->connections = 256;
  config->request_seconds = 30;
  config->mail.security = g_strdup ("starttls");
  config->mail.language = g_strdup ("ru");
  config->mail.citizens_words = g_strdup ("no");
  config->mail.timeout_seconds = 60;
  config->mail.retry_seconds = 60;
  config->mail.attempts = 12;
  return config;
}

void
osr_settings_free (OsrSettings *config)
{
  if (config == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].most == 0)
      g_free (G_STRUCT_MEMBER (char *, config, keys[i].offset));
  }
  g_free (config);
}

guint
osr_mail_settings_get_port (const OsrMailSettings *mail)
{
  if (mail->port > 0)
    return mail->port;
  if (g_str_equal (mail->security, "tls"))
    return 465;
  return g_str_equal (mail->security, "starttls") ? 587 : 25;
}

/* The line of a key that was set, for faults that lie between two; else the last one. */
static void
go_to_line (Reader *reader, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_str_equal (keys[i].group, "mail") && g_str_equal (keys[i].name, name) &&
        reader->seen[i] > 0)
      reader->line = reader->seen[i];
  }
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* What is right by itself and wrong together. */
static void
check_mail (Reader *reader)
{
  const OsrMailSettings *mail = &reader->config->mail;

  if (mail->host == NULL)
    return;
  go_to_line (reader, "host");
  if (mail->from == NULL)
    add_fault (reader, "[mail] has a host and no from: whose address sends?");
  if (g_str_equal (mail->security, "none") && !is_this_machine (mail->host)) {
    go_to_line (reader, "security");
    add_fault (reader, "security=none is for a server on this machine alone, not for \"%s\"",
               mail->host);
  }
  if ((mail->user == NULL) != (mail->password_file == NULL)) {
    go_to_line (reader, mail->user != NULL ? "user" : "password_file");
    add_fault (reader, "user and password_file go together");
  }
}

static void
make_absolute (const char *path, char **folder)
{
  g_autofree char *relative = *folder;

  *folder = relative != NULL ? beside (path, relative) : NULL;
}

gboolean
osr_settings_load (OsrSettings *config, const char *path, GError **error)
{
  g_autoptr (OsrSettings) changed = config_copy (config);
  g_autofree char *text = NULL;
  Reader reader = { .config = changed, .path = path };
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  reader.faults = g_string_new (NULL);
  reader.line = 1;
  if (length > CONFIG_MAX_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    add_fault (&reader, "not a text of at most %d KiB in UTF-8", CONFIG_MAX_BYTES / 1024);
  else
    read_lines (&reader, text);
  check_mail (&reader);
  g_free (reader.group);
  if (reader.faults->len > 0) {
    g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG,
                         reader.faults->str);
    g_string_free (reader.faults, TRUE);
    return FALSE;
  }
  g_string_free (reader.faults, TRUE);
  make_absolute (path, &changed->directory);
  make_absolute (path, &changed->credentials);
  config_swap (config, changed);
  return TRUE;
}

static GSocketAddress *
parse_unix (const char *path, GError **error)
{
  if (!g_path_is_absolute (path) || strlen (path) > 100) {
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG,
                 "\"%s\" is not an absolute path of at most 100 bytes", path);
    return NULL;
  }
  return g_unix_socket_address_new (path);
}

GSocketAddress *
osr_settings_parse_listen (const char *listen, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *host = NULL;
  guint64 port;
  gsize length;

  if (g_str_has_prefix (listen, "unix:"))
    return parse_unix (listen + strlen ("unix:"), error);
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL)) {
    length = (gsize) (colon - listen);
    if (length > 2 && listen[0] == '[' && colon[-1] == ']')
      host = g_strndup (listen + 1, length - 2);
    else
      host = g_strndup (listen, length);
    address = g_inet_address_new_from_string (host);
  }
  if (address == NULL) {
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG,
                 "\"%s\" is not ADDRESS:PORT with a numeric address, nor unix:PATH", listen);
    return NULL;
  }
  return g_inet_socket_address_new (address, (guint16) port);
}
