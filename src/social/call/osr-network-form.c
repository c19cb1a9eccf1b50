/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The boundary is random, so that no file can hold it by design. */
#include "social/call/osr-network-form.h"

struct _OsrNetworkForm {
  OsrHttpPieces *pieces;
  char *boundary;
};

static void
append (OsrNetworkForm *self, const char *text)
{
  osr_http_pieces_add_text (self->pieces, text);
}

/* A name in quotes: what would end it is written as browsers do. */
static char *
quote (const char *name)
{
  g_autoptr (GString) quoted = g_string_new (name);

  g_string_replace (quoted, "\"", "%22", 0);
  g_string_replace (quoted, "\r", "%0D", 0);
  g_string_replace (quoted, "\n", "%0A", 0);
  return g_strdup (quoted->str);
}

static void
begin_part (OsrNetworkForm *self, const char *name)
{
  g_autofree char *quoted = quote (name);

  append (self, "--");
  append (self, self->boundary);
  append (self, "\r\nContent-Disposition: form-data; name=\"");
  append (self, quoted);
  append (self, "\"");
}

OsrNetworkForm *
osr_network_form_new (void)
{
  OsrNetworkForm *self = g_new0 (OsrNetworkForm, 1);

  self->pieces = osr_http_pieces_new ();
  self->boundary = g_uuid_string_random ();
  return self;
}

void
osr_network_form_free (OsrNetworkForm *self)
{
  g_clear_pointer (&self->pieces, osr_http_pieces_unref);
  g_free (self->boundary);
  g_free (self);
}

void
osr_network_form_add (OsrNetworkForm *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  begin_part (self, name);
  append (self, "\r\n\r\n");
  append (self, value);
  append (self, "\r\n");
}

void
osr_network_form_add_file (OsrNetworkForm *self, const char *name, OsrNetworkFile *file,
                           OsrHttpFile *content)
{
  g_autofree char *quoted = NULL;
  g_autofree char *media_type = NULL;

  g_return_if_fail (self != NULL && name != NULL && file != NULL);

  quoted = quote (file->name);
  media_type = quote (file->media_type);
  begin_part (self, name);
  append (self, "; filename=\"");
  append (self, quoted);
  append (self, "\"\r\nContent-Type: ");
  append (self, media_type);
  append (self, "\r\n\r\n");
  osr_http_pieces_add_file (self->pieces, content);
  append (self, "\r\n");
}

OsrHttpPieces *
osr_network_form_end (OsrNetworkForm *self, char **content_type)
{
  OsrHttpPieces *pieces;

  g_return_val_if_fail (self != NULL && content_type != NULL, NULL);

  append (self, "--");
  append (self, self->boundary);
  append (self, "--\r\n");
  *content_type = g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);
  pieces = g_steal_pointer (&self->pieces);
  osr_network_form_free (self);
  return pieces;
}
