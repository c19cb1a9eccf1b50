/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET of an address that somebody else named: a photo in a citizen's message. It reaches the open network
 * and nothing else, tells nothing of this office, and takes no more than it was asked to. What the
 * bytes are worth the caller looks at. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_SAFE_FETCH_MAX_BYTES     (5 * 1024 * 1024)
#define OSR_SAFE_FETCH_MAX_REDIRECTS 3
#define OSR_SAFE_FETCH_SECONDS       15

#define OSR_TYPE_SAFE_FETCH (osr_safe_fetch_get_type ())
G_DECLARE_FINAL_TYPE (OsrSafeFetch, osr_safe_fetch, OSR, SAFE_FETCH, GObject)

/**
 * OsrFetched:
 * @media_type: what the server says that it is, of the types allowed; lower case
 * @body: as it was sent, in no coding
 */
typedef struct {
  char *media_type;
  GBytes *body;
} OsrFetched;

void osr_fetched_free (OsrFetched *self);

OsrSafeFetch *osr_safe_fetch_new (void);

/* Asks @resolver for names instead of the machine's. */
void osr_safe_fetch_set_resolver (OsrSafeFetch *self, GResolver *resolver);

/* All redirects and the body together; for tests of a server that takes its time. */
void osr_safe_fetch_set_limit (OsrSafeFetch *self, guint milliseconds);

/**
 * osr_safe_fetch_allow:
 * @base: "http://127.0.0.1:8080", from the office's own settings
 *
 * Addresses of this host and port, written exactly so, are fetched wherever they are.
 */
void osr_safe_fetch_allow (OsrSafeFetch *self, const char *base);

/* From now on only @hosts and names below them are asked, also where a server leads elsewhere; before
 * their names are looked up. */
void osr_safe_fetch_keep_to (OsrSafeFetch *self, const char *const *hosts);

/* Whether @address is one that would be asked. */
gboolean osr_safe_fetch_would_ask (OsrSafeFetch *self, const char *address);

/**
 * osr_safe_fetch_get_async:
 * @address: from anybody
 * @types: the media types that are taken ("image/jpeg"), %NULL-terminated
 *
 * Fails with %OSR_NET_ERROR: REJECTED for an address, type or answer that is never taken, PROTOCOL for
 * one too large or coded, TEMPORARY or OFFLINE when it may be tried again.
 */
void osr_safe_fetch_get_async (OsrSafeFetch *self, const char *address, const char *const *types,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/* (transfer full) */
OsrFetched *osr_safe_fetch_get_finish (OsrSafeFetch *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrFetched, osr_fetched_free)

G_END_DECLS
