/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration office: a folder that does not outlive it, a clock of its own, a sandbox network
 * and a coordinator as processes that die with whoever started them. Signing in and working is the
 * business of whoever shows it. */
#pragma once

#include <gio/gio.h>

#include "core/time/osr-clock.h"
#include "core/time/osr-instant.h"
#include "core/regulation/osr-regulation.h"

G_BEGIN_DECLS

#define OSR_TYPE_DEMO_OFFICE (osr_demo_office_get_type ())
G_DECLARE_FINAL_TYPE (OsrDemoOffice, osr_demo_office, OSR, DEMO_OFFICE, GObject)

/* Signals:
 *   "restarted" ()  the coordinator had died and answers again, at the same address */

typedef struct {
  char *role;
  char *body; /* nullable: for which body */
} OsrDemoRole;

/* Somebody to be, with the password of the demonstration. */
typedef struct {
  char *person;
  char *login;
  char *password;
  char *name;
  char *post;
  GPtrArray *roles; /* OsrDemoRole, at least one: of the profile, or "admin" */
} OsrDemoPerson;

typedef struct {
  OsrInstant at;   /* where the clock starts; %OSR_INSTANT_UNKNOWN: now if the office is working,
                      else 10:00 of the next working day */
  double speed;    /* shown seconds in a real one; 0 stands still */
  gboolean silent; /* no citizen writes by itself */
  const char *regulation; /* nullable: id or file of a profile; %NULL: the usual one */
} OsrDemoOptions;

/* Where it starts, speed 1, citizens write. */
#define OSR_DEMO_OPTIONS_INIT                                                                      \
  {                                                                                                \
    OSR_INSTANT_UNKNOWN, 1.0, FALSE, NULL                                                          \
  }

/**
 * osr_demo_office_start_async:
 * @options: copied
 * @cancellable: (nullable): ends what was started
 *
 * Founds the office and starts its programs, which are looked for beside the running one.
 */
void osr_demo_office_start_async (const OsrDemoOptions *options, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full): the office, answering; or %NULL with @error, and nothing stays behind */
OsrDemoOffice *osr_demo_office_start_finish (GAsyncResult *result, GError **error);

/* Ends the programs and removes the folder; also done when the last reference goes. */
void osr_demo_office_stop (OsrDemoOffice *self);

const char *osr_demo_office_get_folder (OsrDemoOffice *self); /* for files of who shows it */
const char *osr_demo_office_get_server (OsrDemoOffice *self); /* base address of the coordinator */
const char *osr_demo_office_get_wall (OsrDemoOffice *self);   /* base address of the network */
OsrClock *osr_demo_office_get_clock (OsrDemoOffice *self);

/* (element-type OsrDemoPerson) (transfer none) */
GPtrArray *osr_demo_office_get_persons (OsrDemoOffice *self);
const OsrDemoPerson *osr_demo_office_find_person (OsrDemoOffice *self, const char *role,
                                                  const char *body);

/* (nullable): the first who may take @step by the regulation, for @body when given. */
const OsrDemoPerson *osr_demo_office_find_taker (OsrDemoOffice *self, const char *step,
                                                 const char *body);
gboolean osr_demo_office_may_take (OsrDemoOffice *self, const OsrDemoPerson *person,
                                   const char *step, const char *body);

/* The regulation that it works by. (transfer none) */
OsrRegulation *osr_demo_office_get_regulation (OsrDemoOffice *self);

/* A place in the region, as a citizen would name it. */
const char *osr_demo_office_get_locality (OsrDemoOffice *self);

/* Makes the clock show @instant from now on, for all programs; the past changes nothing. */
void osr_demo_office_advance_to (OsrDemoOffice *self, OsrInstant instant);

/* Shown seconds in a real one. */
double osr_demo_office_get_speed (OsrDemoOffice *self);

/* Kills the coordinator without warning, as a power cut would; it is started again. */
void osr_demo_office_kill_coordinator (OsrDemoOffice *self);

G_END_DECLS
