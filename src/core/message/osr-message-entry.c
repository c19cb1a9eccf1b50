/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A member that is not known is refused: a file whose columns are called otherwise
 * would else be taken in half, and nobody would notice. */
#include "core/message/osr-message-entry.h"

#include <string.h>

#include "core/osr-json.h"
#include "core/osr-permalink.h"
#include "core/record/osr-form.h"

#define MOST_TEXT    OSR_FORM_MAX_TEXT_BYTES
#define MOST_WRITTEN (2 * MOST_TEXT) /* of the text in a command */
#define MOST_CONTEXT (64 * 1024)     /* the beginning is enough */
#define MOST_LINE    1024            /* of a name, a place, a number */
#define MOST_MEDIA   32

/* The members that are texts, and where they are kept. */
typedef struct {
  const char *member;
  gsize offset;
  gsize most;
} Field;

#define FIELD(name, most)                                                                          \
  {                                                                                                \
#name, G_STRUCT_OFFSET(OsrMessageEntry, name), most                                            \
  }

static const Field fields[] = {
  FIELD (network, 64),
  FIELD (source, MOST_LINE),
  FIELD (permalink, 2 * MOST_LINE),
  FIELD (owner_id, 64),
  FIELD (post_id, 64),
  FIELD (native_id, 128),
  FIELD (author_name, MOST_LINE),
  FIELD (text, MOST_TEXT),
  FIELD (context, MOST_CONTEXT),
  FIELD (place, MOST_LINE),
};

static char **
field_of (const OsrMessageEntry *self, const Field *field)
{
  return (char **) G_STRUCT_MEMBER_P (self, field->offset);
}

OsrMessageEntry *
osr_message_entry_new (void)
{
  OsrMessageEntry *self = g_new0 (OsrMessageEntry, 1);

  self->published_at = OSR_INSTANT_UNKNOWN;
  return self;
}

void
osr_message_entry_free (OsrMessageEntry *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (*field_of (self, &fields[i]));
  g_strfreev (self->media);
  g_free (self);
}

G_DEFINE_QUARK (osr_message_fault, osr_message_fault)

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, OsrMessageFault fault, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (OSR_MESSAGE_FAULT, fault, format, arguments);
  va_end (arguments);
  return FALSE;
}

static const Field *
find_field (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (g_str_equal (fields[i].member, member))
      return &fields[i];
  }
  return NULL;
}

static gboolean
read_text (OsrMessageEntry *self, const char *member, JsonNode *node, GError **error)
{
  const Field *field = find_field (member);

  if (field == NULL)
    return refuse (error, OSR_MESSAGE_FAULT_MEMBER,
                   "there is no member \"%.40s\"; known are network, permalink, source, native_id, "
                   "owner_id, post_id, author_name, text, published_at, context, place, media",
                   member);
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, OSR_MESSAGE_FAULT_MEMBER,
                   "\"%s\" is no text: write it between quotation marks", member);
  *field_of (self, field) = g_strdup (json_node_get_string (node));
  return TRUE;
}

static gboolean
read_moment (OsrMessageEntry *self, JsonNode *node, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type == G_TYPE_INT64)
    self->published_at = json_node_get_int (node);
  else if (type == G_TYPE_STRING)
    self->published_at = osr_instant_parse (json_node_get_string (node));
  return self->published_at != OSR_INSTANT_UNKNOWN ||
         refuse (error, OSR_MESSAGE_FAULT_MOMENT,
                 "\"published_at\" is no moment: write 2026-03-06T10:12:00+09:00");
}

static gboolean
read_media (OsrMessageEntry *self, JsonNode *node, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (array == NULL || json_array_get_length (array) > MOST_MEDIA)
    return refuse (error, OSR_MESSAGE_FAULT_MEDIA, "\"media\" is no list of at most %d addresses",
                   MOST_MEDIA);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *address = osr_json_array_get_string (array, i);
    g_autofree char *whole = osr_permalink_complete (address);

    if (whole == NULL || strlen (whole) > 2 * MOST_LINE)
      return refuse (error, OSR_MESSAGE_FAULT_MEDIA, "\"media\": entry %u is no address of the web",
                     i + 1);
    g_strv_builder_add (builder, whole);
  }
  self->media = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_members (OsrMessageEntry *self, JsonObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node)) {
    gboolean read = g_str_equal (member, "published_at") ? read_moment (self, node, error)
                    : g_str_equal (member, "media")      ? read_media (self, node, error)
                                                         : read_text (self, member, node, error);

    if (!read)
      return FALSE;
  }
  return TRUE;
}

OsrMessageEntry *
osr_message_entry_read (const char *bytes, gssize length, const char *where, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonObject) object =
      osr_json_read_object (bytes, length, OSR_MESSAGE_ENTRY_MOST_BYTES, where, &fault);
  g_autoptr (OsrMessageEntry) self = NULL;

  if (object == NULL) {
    refuse (error, OSR_MESSAGE_FAULT_SYNTAX, "%s", fault->message);
    return NULL;
  }
  self = osr_message_entry_new ();
  if (read_members (self, object, &fault) && osr_message_entry_check (self, &fault))
    return g_steal_pointer (&self);
  g_propagate_prefixed_error (error, g_steal_pointer (&fault), "%s: ", where);
  return NULL;
}

/* Without the spaces around it; nothing at all where nothing else is left. */
static void
tidy (char **text)
{
  if (*text == NULL)
    return;
  g_strstrip (*text);
  if (**text == '\0')
    g_clear_pointer (text, g_free);
}

/* What a link says of itself need not be typed. */
static gboolean
read_link (OsrMessageEntry *self, GError **error)
{
  g_auto (OsrPermalinkTarget) target = { 0 };
  g_autofree char *whole = NULL;

  if (self->permalink == NULL)
    return TRUE;
  whole = osr_permalink_complete (self->permalink);
  if (whole == NULL)
    return refuse (error, OSR_MESSAGE_FAULT_LINK,
                   "\"permalink\" is no address of the web: copy the link of the message");
  g_free (self->permalink);
  self->permalink = g_steal_pointer (&whole);
  if (self->network == NULL)
    self->network = g_strdup (osr_permalink_get_network (self->permalink));
  if (self->native_id != NULL || !osr_permalink_read_target (self->permalink, &target))
    return TRUE;
  g_free (self->owner_id);
  g_free (self->post_id);
  self->owner_id = g_steal_pointer (&target.owner_id);
  self->post_id = g_steal_pointer (&target.post_id);
  self->native_id = g_steal_pointer (&target.native_id);
  return TRUE;
}

/* What it takes in JSON: a control character takes six bytes. */
static gsize
measure_written (const char *text)
{
  gsize written = 0;

  for (const char *at = text; *at != '\0'; at++) {
    gboolean marked = *at == '"' || *at == '\\' || *at == '\n' || *at == '\t' || *at == '\r';

    written += marked ? 2 : g_ascii_iscntrl (*at) ? 6 : 1;
  }
  return written;
}

static gboolean
check_written (const OsrMessageEntry *self, GError **error)
{
  if (self->text == NULL || measure_written (self->text) <= MOST_WRITTEN)
    return TRUE;
  return refuse (error, OSR_MESSAGE_FAULT_LONG,
                 "\"text\" takes more than %d bytes, written: shorten it", MOST_WRITTEN);
}

static gboolean
check_sizes (const OsrMessageEntry *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *text = *field_of (self, &fields[i]);

    if (text != NULL && strlen (text) > fields[i].most)
      return refuse (error, OSR_MESSAGE_FAULT_LONG,
                     "\"%s\" is longer than %" G_GSIZE_FORMAT " bytes: shorten it",
                     fields[i].member, fields[i].most);
    if (text != NULL && !g_utf8_validate (text, -1, NULL))
      return refuse (error, OSR_MESSAGE_FAULT_SYNTAX, "\"%s\" is not in UTF-8", fields[i].member);
  }
  return TRUE;
}

gboolean
osr_message_entry_check (OsrMessageEntry *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    tidy (field_of (self, &fields[i]));
  if (!check_sizes (self, error) || !check_written (self, error) || !read_link (self, error))
    return FALSE;
  if (self->text == NULL)
    return refuse (error, OSR_MESSAGE_FAULT_TEXT,
                   "\"text\" is missing: write the words of the message there");
  if (self->network == NULL)
    return refuse (error, OSR_MESSAGE_FAULT_NETWORK,
                   "\"network\" is missing, and the link does not tell it: name it");
  if (self->permalink == NULL && self->source == NULL)
    return refuse (error, OSR_MESSAGE_FAULT_PLACE,
                   "\"permalink\" is missing: copy the link of the message; for a place "
                   "without addresses name the place in \"source\"");
  return TRUE;
}

static void
digest_part (GChecksum *checksum, const char *part)
{
  g_checksum_update (checksum, (const guchar *) (part != NULL ? part : ""),
                     part != NULL ? (gssize) strlen (part) + 1 : 1);
}

/* A message is its number in the network, else its address, else its words. */
static void
digest_entry (GChecksum *checksum, const OsrMessageEntry *self)
{
  g_autofree char *link = osr_permalink_normalise (self->permalink);
  g_autofree char *moment = g_strdup_printf ("%" G_GINT64_FORMAT, self->published_at);

  digest_part (checksum, self->native_id != NULL ? "number" : link != NULL ? "link" : "words");
  digest_part (checksum, self->network);
  if (self->native_id != NULL) {
    digest_part (checksum, self->owner_id);
    digest_part (checksum, self->native_id);
  } else if (link != NULL) {
    digest_part (checksum, link);
  } else {
    digest_part (checksum, self->source);
    digest_part (checksum, self->author_name);
    digest_part (checksum, moment);
    digest_part (checksum, self->text);
  }
}

char *
osr_message_entry_dup_case_id (const OsrMessageEntry *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 b[32];
  gsize length = sizeof b;

  digest_entry (checksum, self);
  g_checksum_get_digest (checksum, b, &length);
  b[6] = (b[6] & 0x0f) | 0x80; /* RFC 9562, version 8: the maker's own */
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

JsonObject *
osr_message_entry_new_members (const OsrMessageEntry *self)
{
  JsonObject *members = json_object_new ();

  set_text (members, "network", self->network);
  set_text (members, "source", self->source);
  set_text (members, "permalink", self->permalink);
  set_text (members, "owner_id", self->owner_id);
  set_text (members, "post_id", self->post_id);
  set_text (members, "native_id", self->native_id);
  set_text (members, "locality", self->place);
  if (self->published_at != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (members, "published_at", self->published_at);
  json_object_set_boolean_member (members, "by_hand", TRUE);
  return members;
}

JsonObject *
osr_message_entry_new_payload (const OsrMessageEntry *self)
{
  JsonObject *payload = json_object_new ();
  JsonArray *media;

  set_text (payload, "text", self->text);
  set_text (payload, "author_name", self->author_name);
  set_text (payload, "context", self->context);
  if (self->media == NULL || self->media[0] == NULL)
    return payload;
  media = json_array_new ();
  for (guint i = 0; self->media[i] != NULL; i++)
    json_array_add_string_element (media, self->media[i]);
  json_object_set_array_member (payload, "media", media);
  return payload;
}
