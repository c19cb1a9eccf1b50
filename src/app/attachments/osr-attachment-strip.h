/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a reply, side by side: to be looked at by who approves and publishes, and to be added to and
 * taken away by who writes. */
#pragma once

#include <adwaita.h>

#include "core/media/osr-media-limits.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_ATTACHMENT_STRIP (osr_attachment_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrAttachmentStrip, osr_attachment_strip, OSR, ATTACHMENT_STRIP, AdwBin)

/* Signal "changed" (): the person added a file, or took one away. */

/**
 * osr_attachment_strip_show:
 * @replica: (nullable): %NULL for nothing
 * @digests: (nullable): comma-separated
 * @limits: (nullable): of the network, when files may be added and taken away
 */
void osr_attachment_strip_show (OsrAttachmentStrip *self, OsrReplica *replica, const char *digests,
                                const OsrMediaLimits *limits);

/* What the files are, for assistive technology: @name is translated. */
void osr_attachment_strip_set_name (OsrAttachmentStrip *self, const char *name);

/* The files stand there without their sizes, and smaller in a low pane. */
void osr_attachment_strip_be_brief (OsrAttachmentStrip *self);

/* (nullable): what is shown, comma-separated */
const char *osr_attachment_strip_get_digests (OsrAttachmentStrip *self);

/* Cleans and adds what somebody chose or dropped; or says why not. */
void osr_attachment_strip_add_file (OsrAttachmentStrip *self, GFile *file);

/* Files and pictures that are dropped on @widget are added. */
void osr_attachment_strip_accept_drops (OsrAttachmentStrip *self, GtkWidget *widget);

/* Adds the picture or the files that were copied; FALSE when words were, and for nothing. */
gboolean osr_attachment_strip_paste (OsrAttachmentStrip *self);

/* Lets the person choose files. */
void osr_attachment_strip_choose (OsrAttachmentStrip *self);

/* Gives up what is being made ready: it was for another reply. */
void osr_attachment_strip_stop (OsrAttachmentStrip *self);

/* Whether a file is being made ready: it is not among the digests yet. */
gboolean osr_attachment_strip_is_busy (OsrAttachmentStrip *self);

G_END_DECLS
