/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three families call the same things by different names; whichever is there is taken. */
#include "social/feed/osr-feed-item.h"

#include <string.h>

#include <gio/gio.h>

#include "social/feed/osr-feed-date.h"
#include "social/osr-social-reader.h"
#include "social/osr-html-plain.h"

#define DUBLIN_CORE "http://purl.org/dc/elements/1.1"
#define CONTENT     "http://purl.org/rss/1.0/modules/content"
#define RDF         "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlChar, xmlFree)

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

void
osr_feed_head_clear (OsrFeedHead *head)
{
  g_free (head->title);
  g_free (head->link);
}

/* -- Finding -- */

static gboolean
is_named (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

static const char *
space_of (const xmlNode *node)
{
  return node->ns != NULL && node->ns->href != NULL ? (const char *) node->ns->href : "";
}

/* A child in its parent's own namespace: "title" and not "media:title". */
static xmlNode *
own_child (xmlNode *parent, const char *name)
{
  for (xmlNode *node = parent->children; node != NULL; node = node->next) {
    if (is_named (node, name) && g_str_equal (space_of (node), space_of (parent)))
      return node;
  }
  return NULL;
}

static xmlNode *
foreign_child (xmlNode *parent, const char *space, const char *name)
{
  for (xmlNode *node = parent->children; node != NULL; node = node->next) {
    if (is_named (node, name) && g_str_has_prefix (space_of (node), space))
      return node;
  }
  return NULL;
}

/* -- Reading -- */

/* (transfer full): @text (nullable); bytes that are no text stand in a document that was forgiven a
 * fault before them */
static char *
dup_valid (const xmlChar *text)
{
  return g_utf8_make_valid (text != NULL ? (const char *) text : "", -1);
}

/* (transfer full): all text below @node (nullable), "" without */
static char *
dup_content (xmlNode *node)
{
  g_autoptr (xmlChar) content = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autofree char *text = dup_valid (content);

  return osr_social_shorten (text, OSR_SOCIAL_MAX_TEXT);
}

static char *
dup_trimmed (xmlNode *node)
{
  return g_strstrip (dup_content (node));
}

/* (transfer full): an attribute without a namespace, "" without */
static char *
dup_attribute (xmlNode *node, const char *name)
{
  g_autoptr (xmlChar) value = xmlGetNoNsProp (node, (const xmlChar *) name);

  return g_strstrip (dup_valid (value));
}

static gboolean
is_web (const char *address)
{
  return g_ascii_strncasecmp (address, "http://", 7) == 0 ||
         g_ascii_strncasecmp (address, "https://", 8) == 0;
}

/* (transfer full): @address (taken over), made whole from xml:base or the feed's page; "" when it then
 * is no address of the web */
static char *
resolve (xmlNode *node, const char *page, char *address)
{
  g_autofree char *relative = address;
  g_autofree char *whole = NULL;
  g_autoptr (xmlChar) base = NULL;

  if (*relative == '\0' || is_web (relative))
    return g_steal_pointer (&relative);
  base = xmlNodeGetBase (node->doc, node);
  whole = g_uri_resolve_relative (base != NULL && is_web ((const char *) base) ? (const char *) base
                                                                               : page,
                                  relative, G_URI_FLAGS_NONE, NULL);
  return whole != NULL && is_web (whole) ? g_steal_pointer (&whole) : g_strdup ("");
}

/* RSS writes the address as text; Atom as an attribute of one of several links, of which the one that
 * leads to the page itself is "alternate" or has no word. */
static char *
dup_link (xmlNode *parent, const char *page)
{
  xmlNode *chosen = NULL;

  for (xmlNode *node = parent->children; node != NULL; node = node->next) {
    g_autofree char *relation = NULL;

    if (!is_named (node, "link") || !g_str_equal (space_of (node), space_of (parent)))
      continue;
    if (!xmlHasProp (node, (const xmlChar *) "href"))
      return resolve (node, page, dup_trimmed (node));
    relation = dup_attribute (node, "rel");
    if (*relation == '\0' || g_str_equal (relation, "alternate"))
      return resolve (node, page, dup_attribute (node, "href"));
    if (chosen == NULL)
      chosen = node;
  }
  return chosen != NULL ? resolve (chosen, page, dup_attribute (chosen, "href")) : g_strdup ("");
}

void
osr_feed_read_head (OsrFeedHead *head, OsrNetworkAccount *account, xmlNode *channel)
{
  g_autofree char *title = dup_content (own_child (channel, "title"));

  head->title = osr_social_one_line (title, OSR_SOCIAL_MAX_NAME);
  head->link = dup_link (channel, account->link_base);
  if (*head->link == '\0')
    set (&head->link, g_strdup (account->link_base));
}

/* -- The item -- */

/* (transfer full): what a reader would see of elements of XHTML, each block on a line of its own */
static char *
dup_elements (xmlNode *node)
{
  xmlBuffer *markup = xmlBufferCreate ();
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    xmlNodeDump (markup, node->doc, child, 0, 0);
  whole = dup_valid (xmlBufferContent (markup));
  xmlBufferFree (markup);
  text = osr_html_to_plain (whole);
  return osr_social_shorten (text, OSR_SOCIAL_MAX_TEXT);
}

static char *
dup_text (xmlNode *item)
{
  static const char *const names[] = { "content", "description", "summary" };
  xmlNode *node = foreign_child (item, CONTENT, "encoded");
  g_autofree char *raw = NULL;
  g_autofree char *type = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && node == NULL; i++)
    node = own_child (item, names[i]);
  if (node == NULL)
    return g_strdup ("");
  raw = dup_trimmed (node);
  type = dup_attribute (node, "type");
  if (g_str_equal (type, "xhtml"))
    return dup_elements (node);
  return g_str_equal (type, "text") ? g_steal_pointer (&raw) : osr_html_to_plain (raw);
}

static OsrInstant
get_time (xmlNode *item, const char *first, const char *second)
{
  g_autofree char *one = dup_trimmed (own_child (item, first));
  g_autofree char *other = second != NULL ? dup_trimmed (own_child (item, second)) : NULL;
  g_autofree char *core = dup_trimmed (foreign_child (item, DUBLIN_CORE, "date"));
  OsrInstant instant = osr_feed_date (one);

  if (instant == OSR_INSTANT_UNKNOWN)
    instant = osr_feed_date (other);
  return instant == OSR_INSTANT_UNKNOWN ? osr_feed_date (core) : instant;
}

static void
set_times (OsrNetworkMessage *message, xmlNode *item)
{
  g_autofree char *updated = dup_trimmed (own_child (item, "updated"));
  OsrInstant changed = osr_feed_date (updated);

  message->published_at = get_time (item, "pubDate", "published");
  if (message->published_at == OSR_INSTANT_UNKNOWN)
    message->published_at = get_time (item, "issued", "updated");
  if (changed != message->published_at)
    message->edited_at = changed;
}

static char *
dup_author (xmlNode *item)
{
  xmlNode *author = own_child (item, "author");
  xmlNode *name = author != NULL ? own_child (author, "name") : NULL;
  xmlNode *creator = foreign_child (item, DUBLIN_CORE, "creator");
  g_autofree char *text = dup_content (name != NULL ? name : creator != NULL ? creator : author);

  return osr_social_one_line (text, OSR_SOCIAL_MAX_NAME);
}

/* What it is says its type; without one it is a file like any other. */
static void
add_enclosure (OsrNetworkMessage *message, xmlNode *node)
{
  g_autofree char *type = dup_attribute (node, "type");
  g_autofree char *address = dup_attribute (node, is_named (node, "link") ? "href" : "url");
  const char *kind = "document";

  if (type != NULL && g_str_has_prefix (type, "image/"))
    kind = "photo";
  else if (type != NULL && g_str_has_prefix (type, "video/"))
    kind = "video";
  else if (type != NULL && g_str_has_prefix (type, "audio/"))
    kind = "audio";
  osr_network_message_add_media (message, kind, address);
}

static guint
add_attachments (OsrNetworkMessage *message, xmlNode *item)
{
  guint n = 0;

  for (xmlNode *node = item->children; node != NULL; node = node->next) {
    g_autofree char *relation = is_named (node, "link") ? dup_attribute (node, "rel") : NULL;

    if (is_named (node, "enclosure") || g_strcmp0 (relation, "enclosure") == 0) {
      add_enclosure (message, node);
      n++;
    }
  }
  return n;
}

/* (transfer full): "" when the feed gives none */
static char *
dup_own_id (xmlNode *item)
{
  xmlNode *node = own_child (item, "guid");
  g_autoptr (xmlChar) about = xmlGetNsProp (item, (const xmlChar *) "about", (const xmlChar *) RDF);
  g_autofree char *id = NULL;

  if (node == NULL)
    node = own_child (item, "id");
  id = dup_trimmed (node);
  if (*id == '\0' && about != NULL)
    set (&id, g_strstrip (g_strdup ((const char *) about)));
  return osr_social_one_line (id, OSR_SOCIAL_MAX_ID);
}

static char *
dup_digest (const OsrNetworkMessage *message)
{
  g_autofree char *text =
      *message->permalink == '\0' && *message->title == '\0'
          ? g_strdup_printf ("%s\n%" G_GINT64_FORMAT, message->text, message->published_at)
          : g_strjoin ("\n", message->permalink, message->title, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat ("sha256:", digest, NULL);
}

/* An id is an address too, unless it says otherwise. */
static void
use_id_as_link (OsrNetworkMessage *message, xmlNode *item, const char *id)
{
  xmlNode *node = own_child (item, "guid");
  g_autofree char *says = node != NULL ? dup_attribute (node, "isPermaLink") : NULL;

  if (*message->permalink == '\0' && node != NULL && is_web (id) && !g_str_equal (says, "false"))
    set (&message->permalink, g_strdup (id));
}

OsrNetworkMessage *
osr_feed_parse_item (OsrNetworkAccount *account, const OsrFeedHead *head, xmlNode *item)
{
  OsrNetworkMessage *message = osr_network_message_new (account->network);
  g_autofree char *id = dup_own_id (item);

  set (&message->owner_id, g_strdup (head->link));
  set (&message->context, g_strdup (head->title));
  message->title = dup_content (own_child (item, "title"));
  set (&message->text, dup_text (item));
  set (&message->author_name, dup_author (item));
  set (&message->permalink, dup_link (item, head->link));
  use_id_as_link (message, item, id);
  set (&message->post_permalink, g_strdup (message->permalink));
  set_times (message, item);
  message->attachments = add_attachments (message, item);
  set (&message->native_id, *id != '\0' ? g_strdup (id) : dup_digest (message));
  set (&message->post_id, g_strdup (message->native_id));
  return message;
}
