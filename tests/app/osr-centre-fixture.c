/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator for tests of the window; see the header. */
#include "osr-centre-fixture.h"

#include "store/osr-log-accounts.h"

static void
close_case (Desk *desk, guint n, const char *at, const char *reply)
{
  desk_happen (desk, n, at, "olga noted", NULL, reply);
  desk_happen (desk, n, at, "olga dismissed", "{'reason': 'no-reply'}", NULL);
}

static void
fill_log (Desk *desk)
{
  desk_find (desk, CENTRE_OLD, "2024-03-04T10:00:00+09:00", "Мария", "Лампа у подъезда не горит");
  desk_happen (desk, CENTRE_OLD, "2024-03-04T10:10:00+09:00", "olga detected", NULL, NULL);
  desk_happen (desk, CENTRE_OLD, "2024-03-04T10:11:00+09:00", "olga triaged",
               "{'topics': ['heating'], 'importance': 'normal', 'locality': 'Зея'}", NULL);
  desk_happen (desk, CENTRE_OLD, "2024-03-04T10:12:00+09:00", "olga routed", "{'body': 'zhkh'}",
               NULL);
  close_case (desk, CENTRE_OLD, "2024-03-04T12:00:00+09:00", "{'text': 'Фонарь заменили'}");
  desk_route (desk, CENTRE_ROADS, "2024-03-05T10:00:00+09:00", "roads");
  close_case (desk, CENTRE_ROADS, "2024-03-05T12:00:00+09:00", "{'text': 'Фонарь у моста'}");
  desk_route (desk, CENTRE_NEW, "2026-02-26T10:00:00+09:00", "zhkh");
  close_case (desk, CENTRE_NEW, "2026-02-26T12:00:00+09:00", "{'text': 'Дело закрыто'}");
  desk_at (desk, "2026-03-06T12:00:00+09:00");
}

static void
serve (Centre *self)
{
  OsrServerLimits limits = { .body_bytes = 1024 * 1024, .connections = 50, .request_seconds = 20 };
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  self->settings = osr_settings_new ();
  g_free (self->settings->directory);
  self->settings->directory = g_strdup (self->desk->folder);
  self->coordinator = osr_coordinator_open (self->settings, self->desk->clock, &error);
  g_assert_no_error (error);
  self->routes = osr_routes_new (self->coordinator);
  self->server = osr_server_new (self->desk->clock, &limits, osr_routes_handle, self->routes);
  self->uri = osr_server_listen (self->server, address, &error);
  g_assert_no_error (error);
}

Centre *
centre_new (void)
{
  Centre *self = g_new0 (Centre, 1);

  self->desk = desk_new ("2024-03-01T09:00:00+09:00");
  fill_log (self->desk);
  g_assert_true (osr_log_set_password (self->desk->log, "anna", CENTRE_PASSWORD, NULL));
  serve (self);
  return self;
}

void
centre_free (Centre *self)
{
  osr_routes_stop (self->routes);
  osr_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->routes);
  osr_coordinator_stop (self->coordinator);
  g_clear_object (&self->coordinator);
  osr_settings_free (self->settings);
  g_free (self->uri);
  desk_free (self->desk);
  g_free (self);
}
