/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's step means for the publication: a new one, one that is to be looked for again, one
 * that a person has settled. Inside the transaction of the step. */
#pragma once

#include "core/osr-case.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

typedef struct {
  OsrLog *log;
  OsrCase *before; /* the case without the step */
  const char *type;
  JsonObject *members;
  gint64 version; /* of the step */
} OsrPublicationOrder;

/**
 * osr_publication_order:
 * @order: a step that was accepted; one that is about no publication changes nothing
 * @error: %OSR_CORE_ERROR_WRONG_STATE when it is being sent at this moment
 */
gboolean osr_publication_order (const OsrPublicationOrder *order, GError **error);

G_END_DECLS
