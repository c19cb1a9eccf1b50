/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message letter by letter: what is in a name, a subject or a body stays there, lines are short,
 * and an address is one that can be sent to. And how long a notice waits. */
#include <string.h>

#include "coordinator/mail/osr-mail-message.h"
#include "coordinator/mail/osr-mailer.h"

#define FROM "notices@region.example"
#define TO   "anna@body.example"

/* From, To, Subject, Date, Message-ID, Auto-Submitted and three of MIME. */
#define HEADERS 9

static char *
build (const char *sender, const char *subject, const char *body)
{
  OsrMailMessage message = { sender, FROM, TO, "0123abcd", 1772759520 * OSR_SECOND, subject, body };
  g_autoptr (GBytes) bytes = osr_mail_message_build (&message);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

/* (transfer full): the words of a folded header, decoded; @name with its colon. */
static char *
decode_header (const char *message, const char *name)
{
  g_autofree char *start = g_strconcat ("\r\n", name, " ", NULL);
  const char *at = g_str_has_prefix (message, start + 2) ? message - 2 : strstr (message, start);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (at);
  for (at += strlen (start); g_str_has_prefix (at, "=?UTF-8?B?"); at += 5) {
    const char *end = strstr (at + 10, "?=");
    g_autofree char *word = g_strndup (at + 10, (gsize) (end - at - 10));
    gsize length;
    g_autofree guchar *bytes = g_base64_decode (word, &length);

    g_assert_true (g_utf8_validate ((const char *) bytes, (gssize) length, NULL));
    g_string_append_len (text, (const char *) bytes, (gssize) length);
    at = end;
    if (!g_str_has_prefix (at, "?=\r\n "))
      break;
  }
  return g_string_free (text, FALSE);
}

static char *
decode_body (const char *message)
{
  const char *body = strstr (message, "\r\n\r\n") + 4;
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (body, &length);

  return g_strndup ((const char *) bytes, length);
}

static void
assert_plain (const char *message)
{
  g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);
  guint headers = 0;
  gboolean in_head = TRUE;

  g_assert_true (g_str_is_ascii (message));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 76);
    g_assert_null (strpbrk (lines[i], "\r\n"));
    if (lines[i][0] == '\0')
      in_head = FALSE;
    else if (in_head && lines[i][0] != ' ')
      headers++;
    if (!in_head)
      g_assert_cmpint (lines[i][0], !=, '.');
  }
  g_assert_cmpuint (headers, ==, HEADERS);
  g_assert_true (g_str_has_suffix (message, "\r\n"));
}

static void
test_whole (void)
{
  g_autofree char *message = build ("Открытые источники", "№ 2026-000001: возврат", "Раз\nдва\n");
  g_autofree char *subject = decode_header (message, "Subject:");
  g_autofree char *sender = decode_header (message, "From:");
  g_autofree char *body = decode_body (message);

  assert_plain (message);
  g_assert_cmpstr (subject, ==, "№ 2026-000001: возврат");
  g_assert_cmpstr (sender, ==, "Открытые источники");
  g_assert_cmpstr (body, ==, "Раз\r\nдва\r\n");
  g_assert_nonnull (strstr (message, "\r\nTo: <" TO ">\r\n"));
  g_assert_nonnull (strstr (message, "\r\nDate: Fri, 06 Mar 2026 01:12:00 +0000\r\n"));
  g_assert_nonnull (strstr (message, "\r\nMessage-ID: <0123abcd@region.example>\r\n"));
}

/* Whatever stands in the words, there are the nine headers and no more. */
static void
test_injection (void)
{
  static const char *const words[] = {
    "a\r\nBcc: all@region.example",
    "a\nBcc: all@region.example\n\nbody",
    "a\rBcc: all",
    "=?UTF-8?B?0JA=?=\r\n\r\n.\r\nQUIT\r\n",
    "\xff\xfe\x80 broken",
    "a\xe2\x80\xa8"
    "b\xc2\x85"
    "c",
    "\x1b[31m\x07 \x7f",
    "",
    "<script>\"; <all@region.example>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *message = build (words[i], words[i], words[i]);
    g_autofree char *subject = decode_header (message, "Subject:");

    assert_plain (message);
    g_assert_null (strstr (message, "Bcc"));
    g_assert_null (strstr (message, "QUIT"));
    g_assert_null (strpbrk (subject, "\r\n\x1b\x07"));
  }
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *message = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, i % 3 == 0 ? "щ" : i % 3 == 1 ? "😀" : "a");
  message = build ("s", text->str, text->str);
  subject = decode_header (message, "Subject:");
  body = decode_body (message);
  assert_plain (message);
  g_assert_cmpuint (strlen (subject), <=, 400);
  g_assert_true (g_str_has_prefix (text->str, subject));
  g_assert_cmpstr (body, ==, text->str);
}

static void
test_addresses (void)
{
  static const char *const good[][2] = {
    { "a@b.example", "a@b.example" },
    { "first.last+tag@b.example", "first.last+tag@b.example" },
    { "post@область.рф", "post@xn--80ab4aksg4e.xn--p1ai" },
  };
  static const char *const bad[] = {
    "",
    "a",
    "@b.example",
    "a@",
    "a b@c.example",
    "a@b c.example",
    "a@-b.com",
    "a@b..com",
    ".a@b.com",
    "a..b@c.com",
    "a@b.com\r\nRCPT",
    "a\n@b.com",
    "<a@b.com>",
    "a,b@c.com",
    "почта@b.com",
    "\"a b\"@c.com",
    "a@b.com> NOTIFY=",
    "a@[127.0.0.1]",
  };
  g_autofree char *endless = g_strnfill (300, 'a');
  g_autofree char *endless_address = g_strconcat (endless, "@b.com", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *address = osr_mail_address_normalise (good[i][0]);

    g_assert_cmpstr (address, ==, good[i][1]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (osr_mail_address_normalise (bad[i]));
  g_assert_null (osr_mail_address_normalise (endless_address));
  g_assert_null (osr_mail_address_normalise (NULL));
}

static void
test_delay (void)
{
  for (guint32 seed = 0; seed < 50; seed++) {
    for (guint attempts = 1; attempts <= 60; attempts++) {
      guint whole = attempts < 8 ? 60u << (attempts - 1) : 7200;
      guint delay = osr_mailer_delay (60, attempts, seed);

      g_assert_cmpuint (delay, >=, whole / 2);
      g_assert_cmpuint (delay, <=, whole);
      g_assert_cmpuint (delay, ==, osr_mailer_delay (60, attempts, seed));
    }
  }
  g_assert_cmpuint (osr_mailer_delay (60, 3, 1), !=, osr_mailer_delay (60, 3, 2));
  g_assert_cmpuint (osr_mailer_delay (1, 1, 1), <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coordinator/mail/message/whole", test_whole);
  g_test_add_func ("/coordinator/mail/message/injection", test_injection);
  g_test_add_func ("/coordinator/mail/message/long", test_long);
  g_test_add_func ("/coordinator/mail/message/addresses", test_addresses);
  g_test_add_func ("/coordinator/mail/message/delay", test_delay);
  return g_test_run ();
}
