/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form with files, as multipart/form-data (RFC 7578). Who opens the files and who sends the form
 * are others. */
#pragma once

#include "net/osr-http-pieces.h"
#include "social/osr-network-round.h"

G_BEGIN_DECLS

typedef struct _OsrNetworkForm OsrNetworkForm;

/* (transfer full): an empty form */
OsrNetworkForm *osr_network_form_new (void);
void osr_network_form_free (OsrNetworkForm *self);

void osr_network_form_add (OsrNetworkForm *self, const char *name, const char *value);

/* @content is that of @file, open. */
void osr_network_form_add_file (OsrNetworkForm *self, const char *name, OsrNetworkFile *file,
                                OsrHttpFile *content);

/**
 * osr_network_form_end:
 * @self: (transfer full): a form
 * @content_type: (out) (transfer full): its type, with the boundary
 *
 * Returns: (transfer full): its bytes, those of files to be read while they are sent
 */
OsrHttpPieces *osr_network_form_end (OsrNetworkForm *self, char **content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkForm, osr_network_form_free)

G_END_DECLS
