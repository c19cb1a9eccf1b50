/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is written and says no to whatever two readers could take for two things. */
#include "net/osr-safe-address.h"

#include <libsoup/soup.h>
#include <string.h>

#include "net/osr-net-error.h"

#define MAX_ADDRESS 4096
#define MAX_HOST    253

typedef struct {
  guint8 bytes[4];
  guint bits;
} Range4;

typedef struct {
  guint8 bytes[16];
  guint bits;
} Range6;

/* RFC 6890 and its registry; 168.63.129.16 is a cloud's own service. */
static const Range4 CLOSED_4[] = {
  { { 0, 0, 0, 0 }, 8 },       { { 10, 0, 0, 0 }, 8 },       { { 100, 64, 0, 0 }, 10 },
  { { 127, 0, 0, 0 }, 8 },     { { 168, 63, 129, 16 }, 32 }, { { 169, 254, 0, 0 }, 16 },
  { { 172, 16, 0, 0 }, 12 },   { { 192, 0, 0, 0 }, 24 },     { { 192, 0, 2, 0 }, 24 },
  { { 192, 88, 99, 0 }, 24 },  { { 192, 168, 0, 0 }, 16 },   { { 198, 18, 0, 0 }, 15 },
  { { 198, 51, 100, 0 }, 24 }, { { 203, 0, 113, 0 }, 24 },   { { 224, 0, 0, 0 }, 3 },
};

/* Within 2000::/3, outside of which nothing is public. */
static const Range6 CLOSED_6[] = {
  { { 0x20, 0x01, 0x00 }, 23 },       /* Teredo, ORCHID and other special uses */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documents */
  { { 0x3f, 0xff }, 20 },             /* documents */
};

static const Range6 OPEN_6 = { { 0x20 }, 3 };

/* Prefixes after which an address of IPv4 stands. */
static const Range6 CARRIERS[] = {
  { { 0 }, 96 },                                        /* IPv4-compatible */
  { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, /* IPv4-mapped */
  { { 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 },       /* IPv4-translated */
  { { 0x00, 0x64, 0xff, 0x9b }, 96 },                   /* NAT64 */
  { { 0x20, 0x02 }, 16 },                               /* 6to4 */
};

static gboolean
is_within (const guint8 *address, const guint8 *prefix, guint bits)
{
  guint whole = bits / 8;
  guint8 mask = (guint8) (0xff00 >> (bits % 8));

  return memcmp (address, prefix, whole) == 0 &&
         (bits % 8 == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
}

static gboolean
is_public_4 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (CLOSED_4); i++) {
    if (is_within (bytes, CLOSED_4[i].bytes, CLOSED_4[i].bits))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_public_6 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (CARRIERS); i++) {
    if (is_within (bytes, CARRIERS[i].bytes, CARRIERS[i].bits))
      return is_public_4 (bytes + CARRIERS[i].bits / 8);
  }
  for (guint i = 0; i < G_N_ELEMENTS (CLOSED_6); i++) {
    if (is_within (bytes, CLOSED_6[i].bytes, CLOSED_6[i].bits))
      return FALSE;
  }
  return is_within (bytes, OPEN_6.bytes, OPEN_6.bits);
}

gboolean
osr_safe_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_public_4 (bytes);
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && is_public_6 (bytes);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, sentence);
  return FALSE;
}

/* Nothing that one reader skips and another takes for the end. */
static gboolean
is_plain (const char *text)
{
  if (strlen (text) > MAX_ADDRESS || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++) {
    if (*at <= ' ' || *at == 0x7f || *at == '\\')
      return FALSE;
  }
  return TRUE;
}

/* "127.1", "0x7f.1", "2130706433": some readers take these for addresses, others for names. */
static gboolean
ends_in_number (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;

  if (*last == '\0')
    return TRUE;
  if (g_ascii_strncasecmp (last, "0x", 2) == 0)
    return strspn (last + 2, "0123456789abcdefABCDEF") == strlen (last + 2);
  return strspn (last, "0123456789") == strlen (last);
}

static gboolean
is_name (const char *host)
{
  return strlen (host) <= MAX_HOST && *host != '.' && strstr (host, "..") == NULL &&
         strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
             strlen (host);
}

/* (transfer full) (nullable): @host as names are asked for, or an address as it is written */
static char *
dup_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autoptr (GInetAddress) literal = NULL;

  if (host == NULL || *host == '\0')
    return NULL;
  literal = g_inet_address_new_from_string (host);
  if (literal != NULL)
    return g_strdup (host);
  ascii = g_hostname_to_ascii (host);
  if (ascii != NULL && g_str_has_suffix (ascii, "."))
    ascii[strlen (ascii) - 1] = '\0';
  if (ascii == NULL || *ascii == '\0')
    return NULL;
  literal = g_inet_address_new_from_string (ascii);
  if (literal == NULL && (!is_name (ascii) || ends_in_number (ascii)))
    return NULL;
  return g_steal_pointer (&ascii);
}

/* (transfer full): @uri, if it is one we follow */
static GUri *
check (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *host = dup_host (g_uri_get_host (uri));
  const char *path = g_uri_get_path (uri);

  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) {
    refuse (error, "It is not an http or https address");
    return NULL;
  }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_user (uri) != NULL) {
    refuse (error, "The address names a user");
    return NULL;
  }
  if (host == NULL) {
    refuse (error, "The address names no host that can be asked");
    return NULL;
  }
  return g_uri_build (SOUP_HTTP_URI_FLAGS, scheme, NULL, host, g_uri_get_port (uri),
                      *path != '\0' ? path : "/", g_uri_get_query (uri), NULL);
}

GUri *
osr_safe_address_parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_plain (text))
    uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL) {
    refuse (error, "It is not an address");
    return NULL;
  }
  return check (uri, error);
}

GUri *
osr_safe_address_follow (GUri *base, const char *reference, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (is_plain (reference))
    uri = g_uri_parse_relative (base, reference, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL) {
    refuse (error, "The server leads to what is not an address");
    return NULL;
  }
  if (g_str_equal (g_uri_get_scheme (base), "https") &&
      !g_str_equal (g_uri_get_scheme (uri), "https")) {
    refuse (error, "The server leads from https to another scheme");
    return NULL;
  }
  return check (uri, error);
}

guint16
osr_safe_address_get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0 && port <= G_MAXUINT16)
    return (guint16) port;
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

gboolean
osr_safe_address_is_within (GUri *uri, const char *const *hosts)
{
  const char *host = g_uri_get_host (uri);
  gsize length = strlen (host);

  for (guint i = 0; hosts[i] != NULL; i++) {
    gsize part = strlen (hosts[i]);

    if (part == 0 || part > length || g_ascii_strcasecmp (host + length - part, hosts[i]) != 0)
      continue;
    if (part == length || host[length - part - 1] == '.')
      return TRUE;
  }
  return FALSE;
}
