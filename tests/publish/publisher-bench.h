/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A publisher on an office's log beside the sandbox network, and what a test asks of both. */
#pragma once

#include "demo/sandbox/osr-sandbox.h"
#include "office-bench.h"
#include "publish/osr-publisher.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

#define BENCH_ACCOUNT    "vk-gkh"
#define BENCH_COMMUNITY  -200000002 /* whose account that is */
#define BENCH_GOVERNMENT -200000001 /* the wall, and the office's own account */
#define BENCH_EDIT_TOKEN "user-token"

typedef struct {
  OfficeBench office;
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrAccountBook *book;
  OsrPublisher *publisher; /* nullable: not started */
  char *case_id;           /* of a citizen's comment under post 1 */
} PublisherBench;

void publisher_bench_set_up (PublisherBench *bench, gconstpointer data);
void publisher_bench_tear_down (PublisherBench *bench, gconstpointer data);
void publisher_bench_start (PublisherBench *bench);

/* Lets @account edit and post, as a user that manages @community does. */
void publisher_bench_let_edit (PublisherBench *bench, const char *account, gint64 community);

/* Orders a fault of the network for the next @times calls of @method. */
void publisher_bench_order (PublisherBench *bench, const char *method, const char *kind, int times,
                            int code);

/* Waits until the publication of @intent is done; the clock moves on meanwhile. */
void publisher_bench_settle (PublisherBench *bench, gint64 intent);

/* Approves @text and publishes it from @account; the draft's version. */
gint64 publisher_bench_publish (PublisherBench *bench, const char *account, const char *text);

/* Approves @text in place of the published @corrects; the intent's version. */
gint64 publisher_bench_correct (PublisherBench *bench, const char *account, gint64 corrects,
                                const char *text);

/* The post of a wall, and what @author wrote under it, oldest first; (transfer container). */
OsrSandboxPost *publisher_bench_post (PublisherBench *bench, gint64 owner, gint64 id);
GPtrArray *publisher_bench_replies (PublisherBench *bench, gint64 author);

/* (transfer full): the newest event of @type */
OsrEvent *publisher_bench_last (PublisherBench *bench, const char *type);

G_END_DECLS
