/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator of a simulation: the one that ships, with its log and its routes, asked without a
 * socket. It can be stopped, die between two writes, and be put back to an old copy of itself. */
#pragma once

#include "coordinator/files/osr-upload.h"
#include "coordinator/osr-routes.h"
#include "net/osr-http-message.h"

G_BEGIN_DECLS

#define SIM_PASSWORD "correct horse"
#define SIM_BODIES   4
#define SIM_PERSONS  20

/* The regulations that are simulated, by number. */
#define SIM_REGULATIONS 5
const char *sim_regulation_get_name (guint number);

/* The person number @index, "p07"; a body, "b3". */
char *sim_person_dup_id (guint index);
char *sim_body_dup_id (guint index);

/* Founds the office that all runs of a regulation begin with, as @folder. */
void sim_centre_found (const char *folder, guint regulation);

/* Begins a run in @root with a copy of the office @founded. */
void sim_centre_begin (const char *root, const char *founded);
void sim_centre_end (void);

gboolean sim_centre_is_up (void);
const char *sim_centre_get_folder (void);

/* (nullable) (transfer none): while it is up. */
OsrLog *sim_centre_get_log (void);
OsrCoordinator *sim_centre_get_coordinator (void);

/* Another after each time it was down. */
guint sim_centre_get_generation (void);

/* How often the log was put back to an older one. */
guint sim_centre_get_restorations (void);

/* Goes down, and comes up again after @span µs. */
void sim_centre_restart (gint64 span);

/* Dies after @writes more writes, and comes up again after @span µs. */
void sim_centre_kill (guint writes, gint64 span);

/* Copies the log; the newest copy is what a restoration begins with. */
void sim_centre_back_up (void);
gboolean sim_centre_has_backup (void);
void sim_centre_restore (void);

/* @answer: (nullable): the connection broke */
typedef void (*SimServed) (OsrHttpAnswer *answer, gpointer data);

/**
 * sim_centre_serve:
 * @served: called once, now or later, unless sim_centre_hang_up() comes before
 *
 * Returns: (transfer full): the request as the coordinator has it
 */
SoupServerMessage *sim_centre_serve (OsrHttpRequest *request, SimServed served, gpointer data);
void sim_centre_hang_up (SoupServerMessage *message);

/* Whether @message was answered, or cannot be any more. */
gboolean sim_centre_has_told (SoupServerMessage *message);

/* ld --wrap: a message without a connection */
const char *__wrap_soup_server_message_get_method (SoupServerMessage *message);
GSocketAddress *__wrap_soup_server_message_get_remote_address (SoupServerMessage *message);
GUri *__wrap_soup_server_message_get_uri (SoupServerMessage *message);
OsrUpload *__wrap_osr_server_get_upload (SoupServerMessage *message);
void __wrap_soup_server_message_pause (SoupServerMessage *message);
void __wrap_soup_server_message_unpause (SoupServerMessage *message);

G_END_DECLS
