/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name server of a test's own: it knows the names it was told, and counts who asks. */
#pragma once

#include <gio/gio.h>

#define OSR_TYPE_NAMED_HOSTS (osr_named_hosts_get_type ())
G_DECLARE_FINAL_TYPE (OsrNamedHosts, osr_named_hosts, OSR, NAMED_HOSTS, GResolver)

OsrNamedHosts *osr_named_hosts_new (void);

/* @addresses: "93.184.216.34 10.0.0.1"; a second answer for the same name follows the first, and the
 * last stays */
void osr_named_hosts_add (OsrNamedHosts *self, const char *name, const char *addresses);

guint osr_named_hosts_get_asked (OsrNamedHosts *self);
