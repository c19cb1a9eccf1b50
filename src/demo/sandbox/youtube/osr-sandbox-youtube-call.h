/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the YouTube Data API: who asks, what it costs, and the shapes of the answers. A post
 * is a video; a channel's owner has the community's token, a reader any service token as a key. */
#pragma once

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/osr-sandbox-names.h"

G_BEGIN_DECLS

/* Units a day, and what a call takes of them. */
#define OSR_SANDBOX_YOUTUBE_QUOTA 10000
#define OSR_SANDBOX_YOUTUBE_READ  1
#define OSR_SANDBOX_YOUTUBE_WRITE 50

typedef struct {
  OsrSandboxExchange *exchange;
  OsrSandboxWall *wall;
  OsrSandboxCommunity *channel; /* (nullable): whose owner asks; %NULL for a reader */
} OsrSandboxYoutubeCall;

/* Answers with an error; returns %FALSE. */
gboolean osr_sandbox_youtube_fail (OsrSandboxYoutubeCall *call, guint code, const char *reason,
                                   const char *message);

/* (nullable): an argument of the address. */
const char *osr_sandbox_youtube_argument (OsrSandboxYoutubeCall *call, const char *name);

/* Whether "part" holds @name. */
gboolean osr_sandbox_youtube_has_part (OsrSandboxYoutubeCall *call, const char *name);

/* The page that "maxResults" and "pageToken" ask for; the call has failed when %FALSE. */
gboolean osr_sandbox_youtube_page (OsrSandboxYoutubeCall *call, gint64 *first, gint64 *count);

/* Members of a list's answer around its items. */
void osr_sandbox_youtube_begin_list (JsonBuilder *builder, const char *kind);
void osr_sandbox_youtube_end_list (JsonBuilder *builder, gint64 next, gint64 total, gint64 count);

/* Each adds one object. */
void osr_sandbox_youtube_shape_comment (OsrSandboxYoutubeCall *call, JsonBuilder *builder,
                                        const OsrSandboxPost *post,
                                        const OsrSandboxComment *comment);
void osr_sandbox_youtube_shape_thread (OsrSandboxYoutubeCall *call, JsonBuilder *builder,
                                       OsrSandboxPost *post, const OsrSandboxComment *comment);

/* The methods. */
void osr_sandbox_youtube_list_threads (OsrSandboxYoutubeCall *call);
void osr_sandbox_youtube_list_comments (OsrSandboxYoutubeCall *call);
void osr_sandbox_youtube_insert_comment (OsrSandboxYoutubeCall *call);
void osr_sandbox_youtube_update_comment (OsrSandboxYoutubeCall *call);
void osr_sandbox_youtube_list_channels (OsrSandboxYoutubeCall *call);
void osr_sandbox_youtube_list_videos (OsrSandboxYoutubeCall *call);

G_END_DECLS
