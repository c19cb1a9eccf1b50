/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses a stranger may send this program to. What is written in a message or answered by a
 * name server is not trusted: only hosts of the open network are, never the office's own machines. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * osr_safe_address_is_public:
 * @address: an address a name was resolved to
 *
 * Returns: whether it is a single host of the open network: not private, loopback, link-local, shared
 *   by a carrier, for tests or documents, multicast, unspecified or of a cloud's metadata; an address
 *   of IPv6 that carries one of IPv4 is judged by that one
 */
gboolean osr_safe_address_is_public (GInetAddress *address);

/**
 * osr_safe_address_parse:
 * @text: "https://photos.example/one.jpg", from anybody
 *
 * Returns: (transfer full): @text in ASCII, without its fragment; %NULL with @error when it is not a
 *   plain http or https address: one with a user, with a host written as a number, with a zone
 */
GUri *osr_safe_address_parse (const char *text, GError **error);

/* (transfer full): where @reference, from an answer of @base, leads; checked the same, and not from
 * https back to http */
GUri *osr_safe_address_follow (GUri *base, const char *reference, GError **error);

/* The port of @uri, the scheme's own when it names none. */
guint16 osr_safe_address_get_port (GUri *uri);

/* Whether the host of @uri is one of @hosts, or a name below one: "news.example" for "example". */
gboolean osr_safe_address_is_within (GUri *uri, const char *const *hosts);

G_END_DECLS
