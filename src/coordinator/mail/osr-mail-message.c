/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every text that is not ours letter by letter goes through base64, the subject in encoded words and
 * the body whole: there is no character in it that a header or the protocol could take for its own. */
#include "coordinator/mail/osr-mail-message.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_ADDRESS 254
#define MAX_LOCAL   64
#define MAX_SUBJECT 400 /* bytes */

/* With "Subject: " before it a word of so many bytes makes a line of at most 76 characters. */
#define WORD_BYTES 39
#define BODY_BYTES 57 /* 76 characters in base64 */

static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > MAX_LOCAL || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && strchr (".!#$%&'*+-/=?^_`{|}~", text[i]) == NULL)
      return FALSE;
    if (text[i] == '.' && text[i + 1] == '.')
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++) {
    gsize length = strlen (labels[i]);

    if (length == 0 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-' ||
        strspn (labels[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") !=
            length)
      return FALSE;
  }
  return *text != '\0';
}

char *
osr_mail_address_normalise (const char *text)
{
  const char *at = text != NULL ? strrchr (text, '@') : NULL;
  g_autofree char *domain = NULL;
  char *address;

  if (at == NULL || strlen (text) > 2 * MAX_ADDRESS || !g_utf8_validate (text, -1, NULL) ||
      !is_local_part (text, (gsize) (at - text)))
    return NULL;
  domain = g_hostname_to_ascii (at + 1);
  if (domain == NULL || !is_domain (domain))
    return NULL;
  address = g_strdup_printf ("%.*s@%s", (int) (at - text), text, domain);
  if (strlen (address) > MAX_ADDRESS)
    g_clear_pointer (&address, g_free);
  return address;
}

/* (transfer full): @text in one line of whole characters, at most @most bytes. */
static char *
to_line (const char *text, gsize most)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (line->len + 4 > most)
      break;
    g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
  }
  return g_string_free (line, FALSE);
}

/* Whole characters from @text, at most WORD_BYTES bytes. */
static gsize
word_length (const char *text)
{
  const char *end = text;

  while (*end != '\0' && (gsize) (g_utf8_next_char (end) - text) <= WORD_BYTES)
    end = g_utf8_next_char (end);
  return (gsize) (end - text);
}

static void
append_words (GString *out, const char *text)
{
  g_autofree char *line = to_line (text, MAX_SUBJECT);
  const char *rest = line;

  while (*rest != '\0') {
    gsize length = word_length (rest);
    g_autofree char *word = g_base64_encode ((const guchar *) rest, length);

    g_string_append_printf (out, "%s=?UTF-8?B?%s?=", rest != line ? "\r\n " : "", word);
    rest += length;
  }
}

/* The names of the protocol, whatever the locale. */
static void
append_date (GString *out, OsrInstant date)
{
  static const char days[] = "MonTueWedThuFriSatSun";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (date / OSR_SECOND);

  g_string_append_printf (out, "Date: %.3s, %02d %.3s %d %02d:%02d:%02d +0000\r\n",
                          days + 3 * (g_date_time_get_day_of_week (time) - 1),
                          g_date_time_get_day_of_month (time),
                          months + 3 * (g_date_time_get_month (time) - 1),
                          g_date_time_get_year (time), g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

static void
append_body (GString *out, const char *body)
{
  g_autofree char *valid = g_utf8_make_valid (body, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i += BODY_BYTES) {
    g_autofree char *line =
        g_base64_encode ((const guchar *) text + i, MIN (BODY_BYTES, length - i));

    g_string_append_printf (out, "%s\r\n", line);
  }
}

GBytes *
osr_mail_message_build (const OsrMailMessage *message)
{
  GString *out = g_string_new ("From: ");

  append_words (out, message->sender);
  g_string_append_printf (out, "\r\n <%s>\r\nTo: <%s>\r\nSubject: ", message->from, message->to);
  append_words (out, message->subject);
  g_string_append (out, "\r\n");
  append_date (out, message->date);
  g_string_append_printf (out, "Message-ID: <%s%s>\r\n", message->id, strrchr (message->from, '@'));
  g_string_append (out, "Auto-Submitted: auto-generated\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\n");
  append_body (out, message->body);
  return g_string_free_to_bytes (out);
}
