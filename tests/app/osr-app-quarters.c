/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two quarters of an office; see the header. */
#include "osr-app-quarters.h"

#define CASES 72

static void
found_more (Desk *desk)
{
  static const char *const events[][2] = {
    { "office body-set", "{'body': 'health', 'name': 'Министерство здравоохранения',"
                         " 'short_name': 'Минздрав'}" },
    { "office body-set", "{'body': 'town', 'name': 'Администрация города Зеи',"
                         " 'short_name': 'Зея'}" },
    { "office topic-set", "{'topic': 'doctors', 'name': 'Здравоохранение'}" },
    { "office topic-set", "{'topic': 'yards', 'name': 'Благоустройство'}" },
    { "office person-set", "{'person': 'chief', 'login': 'chief', 'name': 'Зоя Павлова',"
                           " 'post': 'заместитель Председателя Правительства'}" },
    { "office role-granted", "{'person': 'chief', 'role': 'supervisor'}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    desk_happen (desk, 0, "2026-01-01T10:00:00+09:00", events[i][0], events[i][1], NULL);
}

static char *
moment (guint n, int minutes)
{
  OsrInstant start = osr_instant_parse ("2026-01-12T10:00:00+09:00");
  /* Two and a half days apart; what falls on a day off is taken there too. */
  OsrInstant at = start + n * 56 * OSR_HOUR - (n * 56 % 24) * OSR_HOUR + minutes * OSR_MINUTE;

  return osr_instant_format (at, NULL);
}

/* Minutes from detection to reply: the later bodies are the slower, and better in the second half. */
static int
time_of (guint n)
{
  static const int minutes[] = { 90, 200, 330, 430 };

  return minutes[n % 4] + (int) (n * 37 % 140) - (n >= CASES / 2 ? 25 : 0);
}

static void
answer (Desk *desk, guint n, const char *body)
{
  g_autofree char *mark =
      g_strdup_printf ("{'quality': %u}", CLAMP (5 - n % 4 + (n % 3 == 0 ? 1 : 0), 1, 5));
  int time = time_of (n);
  g_autofree char *submitted = moment (n, MIN (time / 2, 280));
  g_autofree char *approved = moment (n, MIN (time / 2, 280) + 20);
  g_autofree char *published = moment (n, time);
  g_autofree char *evaluated = moment (n, time + 60);

  desk_submit (desk, n, submitted, "anna", body, "Здравствуйте! Меры приняты.");
  desk_happen (desk, n, approved, "olga approved", NULL, NULL);
  desk_happen (desk, n, published, "publisher published", "{'kind': 'final'}", NULL);
  if (n % 5 != 0)
    desk_happen (desk, n, evaluated, "olga evaluated", mark, NULL);
}

static void
go_through (Desk *desk, guint n)
{
  static const char *const bodies[] = { "health", "roads", "zhkh", "town" };
  static const char *const topics[] = { "doctors", "pits", "heating", "yards" };
  const char *body = bodies[n % 4];
  g_autofree char *found = moment (n, 0);
  g_autofree char *routed = moment (n, 12);
  g_autofree char *to = g_strdup_printf ("{'body': '%s'}", body);
  g_autofree char *triage =
      g_strdup_printf ("{'topics': ['%s'], 'locality': 'Зея', 'importance': '%s'}",
                       topics[(n / 2) % 4], n % 6 == 0 ? "high" : "normal");

  desk_find (desk, n, found, "Ольга М.", "Третий день нет отопления, в квартире +13.");
  desk_happen (desk, n, found, "olga detected", NULL, NULL);
  desk_happen (desk, n, routed, "olga triaged", triage, NULL);
  desk_happen (desk, n, routed, "olga routed", to, NULL);
  if (n % 17 == 3)
    desk_happen (desk, n, routed, "olga dismissed", "{'reason': 'obscene'}", NULL);
  else if (n < CASES - 1)
    answer (desk, n, body);
}

Desk *
quarters_new (const char *regulation)
{
  Desk *desk = desk_new ("2026-01-01T09:00:00+09:00");

  desk_adopt (desk, regulation);
  found_more (desk);
  for (guint n = 1; n < CASES; n++)
    go_through (desk, n);
  desk_at (desk, QUARTERS_NOW);
  return desk;
}
