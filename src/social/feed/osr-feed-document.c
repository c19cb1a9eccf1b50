/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reading first. Then one of the document with its characters put right, and a forgiving one,
 * only when the strict one ended with a fault that costs no more than a character. */
#include "social/feed/osr-feed-document.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "net/osr-net-error.h"
#include "social/feed/osr-feed-mend.h"
#include "social/osr-social-reader.h"

#define STRICT (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA)

typedef struct {
  const char *bytes;
  int length;
  const char *charset;
} Source;

static gboolean
is_forgivable (int code)
{
  return code == XML_ERR_INVALID_CHAR || code == XML_ERR_UNDECLARED_ENTITY ||
         code == XML_WAR_UNDECLARED_ENTITY || code == XML_ERR_ENTITYREF_SEMICOL_MISSING ||
         code == XML_ERR_NAME_REQUIRED || code == XML_NS_ERR_UNDEFINED_NAMESPACE;
}

static void
set_fault (GError **error, const xmlError *fault)
{
  g_autofree char *said = g_utf8_make_valid (
      fault != NULL && fault->message != NULL ? fault->message : "it is no XML", -1);
  g_autofree char *line = osr_social_one_line (said, OSR_SOCIAL_MAX_NAME);

  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "feed, line %d: %s",
               fault != NULL ? fault->line : 1, line);
}

static xmlDoc *
read_once (const Source *source, int options, int *code, GError **error)
{
  xmlParserCtxt *context = xmlNewParserCtxt ();
  const xmlError *fault;
  xmlDoc *document;

  document =
      xmlCtxtReadMemory (context, source->bytes, source->length, NULL, source->charset, options);
  fault = xmlCtxtGetLastError (context);
  *code = fault != NULL ? fault->code : 0;
  if (document == NULL)
    set_fault (error, fault);
  xmlFreeParserCtxt (context);
  return document;
}

/* A forbidden character is never forgiven: what stands after it would be lost. */
static xmlDoc *
read_mended (const Source *source)
{
  g_autoptr (GString) mended = osr_feed_mend (source->bytes, (gsize) source->length);
  Source second = *source;
  int code;
  xmlDoc *document;

  if (mended == NULL || mended->len > G_MAXINT)
    return NULL;
  second.bytes = mended->str;
  second.length = (int) mended->len;
  document = read_once (&second, STRICT, &code, NULL);
  if (document == NULL && is_forgivable (code) && code != XML_ERR_INVALID_CHAR)
    document = read_once (&second, STRICT | XML_PARSE_RECOVER, &code, NULL);
  return document;
}

static xmlDoc *
read_forgiving (const Source *source, GError **error)
{
  g_autoptr (GError) strict = NULL;
  int code;
  xmlDoc *document = read_once (source, STRICT, &code, &strict);

  if (is_forgivable (code)) { /* a document type is an excuse for references that nobody declared */
    xmlDoc *mended = read_mended (source);

    if (mended != NULL && document != NULL)
      xmlFreeDoc (document);
    document = mended != NULL ? mended : document;
  }
  if (document == NULL && is_forgivable (code) && code != XML_ERR_INVALID_CHAR)
    document = read_once (source, STRICT | XML_PARSE_RECOVER, &code, NULL);
  if (document == NULL)
    g_propagate_error (error, g_steal_pointer (&strict));
  return document;
}

/* Declared entities are how a small document becomes a large one, or another file's contents. */
static gboolean
declares_entities (xmlDoc *document)
{
  for (xmlNode *node = document->intSubset != NULL ? document->intSubset->children : NULL;
       node != NULL; node = node->next) {
    if (node->type == XML_ENTITY_DECL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_mark (const char *bytes, gsize length)
{
  return length >= 3 && (memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ||
                         memcmp (bytes, "\xFF\xFE", 2) == 0 || memcmp (bytes, "\xFE\xFF", 2) == 0);
}

/* Blanks before the document, with the mark of its encoding before them or not. */
static void
skip_blanks (Source *source)
{
  gsize mark = has_mark (source->bytes, (gsize) source->length) && *source->bytes == '\xEF' ? 3 : 0;
  gsize n = mark;

  while (n < (gsize) source->length && g_ascii_isspace (source->bytes[n]))
    n++;
  if (mark > 0 && n > mark)
    source->charset = "UTF-8";
  if (n > mark) {
    source->bytes += n;
    source->length -= (int) n;
  }
}

xmlDoc *
osr_feed_document_read (const char *bytes, gsize length, const char *charset, GError **error)
{
  g_autoptr (xmlDoc) document = NULL;
  Source source;

  if (length > OSR_FEED_MAX_BYTES) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "feed: larger than %d bytes, the most that it may have", OSR_FEED_MAX_BYTES);
    return NULL;
  }
  source.bytes = bytes;
  source.length = (int) length;
  source.charset = has_mark (bytes, length) || charset == NULL || *charset == '\0' ? NULL : charset;
  skip_blanks (&source);
  if (source.charset != NULL)
    document = read_forgiving (&source, NULL);
  source.charset = NULL;
  if (document == NULL)
    document = read_forgiving (&source, error);
  if (document != NULL && declares_entities (document)) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "feed: it declares entities of its own, which no feed needs");
    return NULL;
  }
  return g_steal_pointer (&document);
}
