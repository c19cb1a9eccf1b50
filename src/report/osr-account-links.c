/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies in the order of their tree, as people know it. Everything that stands in HTML is escaped. */
#include "report/osr-account-links.h"

#include <glib/gi18n.h>

#include "report/document/osr-csv.h"
#include "report/osr-network-name.h"

gboolean
osr_account_links_format_from_nick (const char *nick, OsrAccountLinksFormat *format)
{
  static const char *const nicks[] = { "text", "html", "csv" };

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nicks[i], nick) == 0) {
      *format = (OsrAccountLinksFormat) i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Those of @body; the office's own for %NULL. */
static void
add_accounts (GPtrArray *list, OsrRegistry *registry, const char *body)
{
  GPtrArray *accounts = osr_registry_get_accounts (registry);

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    if (account->public_link != NULL && g_strcmp0 (account->body, body) == 0)
      g_ptr_array_add (list, accounts->pdata[i]);
  }
}

/* (transfer container) */
static GPtrArray *
list_accounts (OsrRegistry *registry)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autoptr (GArray) tree = osr_registry_list_tree (registry);

  add_accounts (list, registry, NULL);
  for (guint i = 0; i < tree->len; i++)
    add_accounts (list, registry, g_array_index (tree, OsrBodyPlace, i).body->id);
  return list;
}

static const char *
owner_name (OsrRegistry *registry, const OsrAccount *account)
{
  const OsrBody *body = osr_registry_find_body (registry, account->body);

  return body != NULL ? body->name : _ ("The office");
}

static const char *
account_name (const OsrAccount *account)
{
  return account->name != NULL ? account->name : account->id;
}

static char *
write_csv (OsrRegistry *registry, GPtrArray *list)
{
  static const char *const heads[] = { "body", "network", "name", "link" };
  OsrCsv *csv = osr_csv_new (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    osr_csv_add_text (csv, heads[i]);
  osr_csv_end_row (csv);
  for (guint i = 0; i < list->len; i++) {
    const OsrAccount *account = list->pdata[i];

    osr_csv_add_text (csv, owner_name (registry, account));
    osr_csv_add_text (csv, osr_network_name (account->network));
    osr_csv_add_text (csv, account_name (account));
    osr_csv_add_text (csv, account->public_link);
    osr_csv_end_row (csv);
  }
  return osr_csv_free_to_text (csv);
}

static char *
write_html (OsrRegistry *registry, GPtrArray *list)
{
  GString *text = g_string_new ("<ul>\n");

  for (guint i = 0; i < list->len; i++) {
    const OsrAccount *account = list->pdata[i];
    g_autofree char *line =
        g_markup_printf_escaped ("  <li>%s: <a href=\"%s\">%s</a> (%s)</li>\n",
                                 owner_name (registry, account), account->public_link,
                                 account_name (account), osr_network_name (account->network));

    g_string_append (text, line);
  }
  g_string_append (text, "</ul>\n");
  return g_string_free (text, FALSE);
}

static char *
write_text (OsrRegistry *registry, GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    const OsrAccount *account = list->pdata[i];

    g_string_append_printf (text, "%s — %s, %s: %s\n", owner_name (registry, account),
                            osr_network_name (account->network), account_name (account),
                            account->public_link);
  }
  return g_string_free (text, FALSE);
}

char *
osr_account_links_write (OsrRegistry *registry, OsrAccountLinksFormat format)
{
  g_autoptr (GPtrArray) list = list_accounts (registry);

  switch (format) {
  case OSR_ACCOUNT_LINKS_HTML:
    return write_html (registry, list);
  case OSR_ACCOUNT_LINKS_CSV:
    return write_csv (registry, list);
  case OSR_ACCOUNT_LINKS_TEXT:
  default:
    return write_text (registry, list);
  }
}
