/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall as a citizen sees it in a browser: the list of communities and posts, and one post with its
 * comments. Makes text of values; requests and changes are the site's. */
#pragma once

#include "demo/sandbox/osr-sandbox-office.h"

G_BEGIN_DECLS

/* Who looks, and what the page must carry for them. */
typedef struct {
  OsrSandboxOffice *office;
  const char *form_token;
  const char *name; /* the name last written under, "" for none */
  gint64 highlight; /* the comment the address points at; 0 for none */
} OsrSandboxView;

/* (transfer full): a whole HTML page. */
char *osr_sandbox_page_index (const OsrSandboxView *view);
char *osr_sandbox_page_post (const OsrSandboxView *view, OsrSandboxPost *post);

/**
 * osr_sandbox_page_notice:
 * @kind: "bad-form", "bad-text", "not-found" or "not-saved"
 *
 * Returns: (transfer full): a whole HTML page that says what is wrong
 */
char *osr_sandbox_page_notice (const char *kind);

/**
 * osr_sandbox_page_address:
 * @post: a post
 * @comment: (nullable): a comment of it
 *
 * Returns: (transfer full): the path of the page, with the comment in the network's own form
 */
char *osr_sandbox_page_address (const OsrSandboxPost *post, const OsrSandboxComment *comment);

G_END_DECLS
