/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each network takes along with a reply, so that a workstation says it before anything is sent.
 * The connectors of src/social go by the same figures. */
#pragma once

#include "core/media/osr-media.h"

G_BEGIN_DECLS

/* What the coordinator keeps of one file. */
#define OSR_MEDIA_MAX_BYTES (50 * 1024 * 1024)

/* How many files a reply may name, whatever the network. */
#define OSR_MEDIA_MAX_FILES 10

/**
 * OsrMediaLimits:
 * @files: how many may go along; 0 for none
 * @photo_size: bytes of the largest photo
 * @video_size: bytes of the largest video; 0 for none
 * @text: the longest text with files; 0 for that of a text alone
 * @webp: whether a photo may be WebP
 */
typedef struct {
  guint files;
  guint64 photo_size;
  guint64 video_size;
  guint text;
  gboolean webp;
} OsrMediaLimits;

/* (transfer none): those of @network (nullable); one that is not known takes none */
const OsrMediaLimits *osr_media_limits_of (const char *network);

/* (transfer none): of a place where a person puts the reply by hand */
const OsrMediaLimits *osr_media_limits_by_hand (void);

G_END_DECLS
