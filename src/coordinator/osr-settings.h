/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a coordinator: where its office is, where it listens, how often it looks at the
 * networks, what it refuses. Read from a key file; every fault of the file is told at once, with its
 * line. What the settings do is left to those who use them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file looked for in an office's folder. */
#define OSR_SETTINGS_FILE "office.conf"

/* Where notices by e-mail go; there are none without a host. */
typedef struct {
  char *host;            /* nullable */
  guint port;            /* 0: the usual one of the security */
  char *security;        /* "starttls", "tls", or "none" on this machine alone */
  char *user;            /* nullable: signs in when there is one */
  char *password_file;   /* nullable: absolute; read anew at every sending */
  char *ca;              /* nullable: absolute; the certificates trusted, instead of the system's */
  char *from;            /* nullable without a host: the address that sends */
  char *language;        /* "ru" or "en" */
  char *citizens_words;  /* "yes" or "no": whether a notice holds what the citizen wrote */
  guint timeout_seconds; /* for each answer of the server */
  guint retry_seconds;   /* before the second attempt; doubles from there */
  guint attempts;        /* then it is given up */
} OsrMailSettings;

typedef struct {
  char *directory;        /* nullable until known: the office's folder, absolute */
  char *credentials;      /* nullable: folder of the accounts' tokens, absolute */
  char *listen;           /* "ADDRESS:PORT" or "unix:PATH" */
  guint interval_seconds; /* between two readings of one account */
  guint posts;            /* newest posts looked under */
  char *link_hosts; /* nullable: hosts, apart by spaces, whose pages are asked for their titles */
  guint read_back_seconds; /* at least so long between two looks for a reply that may be there */
  guint lease_seconds;     /* how long a sending may hold its publication */
  guint body_kib;          /* largest request */
  guint connections;       /* at the same time */
  guint request_seconds;   /* for a request to arrive whole */
  OsrMailSettings mail;
} OsrSettings;

/* (transfer full): the settings that hold where a file says nothing */
OsrSettings *osr_settings_new (void);
void osr_settings_free (OsrSettings *config);

/**
 * osr_settings_load:
 * @config: settings to be changed by the file; unchanged when it has faults
 * @path: the file
 * @error: #GFileError when it cannot be read, %OSR_COORDINATOR_ERROR_CONFIG with one line
 *   "FILE:LINE: what is wrong" for each fault
 */
gboolean osr_settings_load (OsrSettings *config, const char *path, GError **error);

/* The port that notices go to. */
guint osr_mail_settings_get_port (const OsrMailSettings *mail);

/**
 * osr_settings_parse_listen:
 * @listen: "127.0.0.1:8080", "[::1]:0", "unix:/run/open-sources.sock"
 * @error: %OSR_COORDINATOR_ERROR_CONFIG
 *
 * Returns: (transfer full): the address
 */
GSocketAddress *osr_settings_parse_listen (const char *listen, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSettings, osr_settings_free)

G_END_DECLS
