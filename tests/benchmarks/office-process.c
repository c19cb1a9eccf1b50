/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Founds, fills and serves; the words of the cases differ as those of citizens do. */
#include "office-process.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coordinator-bench.h"

#define BATCH 1000

static const char *const matters[] = {
  "третий день нет горячей воды",         "не работает лифт, а на девятом этаже живут пожилые люди",
  "на дороге яма, машины бьют подвеску",  "не вывозят мусор, контейнеры переполнены",
  "погасли фонари, вечером идти страшно", "автобус приходит раз в час, дети опаздывают в школу",
  "течёт крыша после каждого дождя",      "в подъезде холодно, батареи едва тёплые",
  "затопило подвал, пахнет канализацией", "спилили деревья и не убрали ветки",
  "в поликлинике не попасть к терапевту", "собаки без хозяев бегают стаей у детского сада",
};

static const char *const streets[] = {
  "Мира",     "Ленина",      "Горького", "Калинина",       "Шевченко",  "Зейская",     "Пионерская",
  "Северная", "Театральная", "Амурская", "Краснофлотская", "Заводская", "Октябрьская",
};

static const char *const requests[] = {
  "Дозвониться до управляющей компании не можем, просим помочь.",
  "Обращались уже дважды, ответа нет. Когда это исправят?",
  "Прошу принять меры и сообщить, кто за это отвечает.",
  "Жители готовы прислать фотографии и подписать заявление.",
  "Обещали сделать до первого числа, но никто не приехал.",
};

static char *
dup_text (guint i)
{
  return g_strdup_printf ("Здравствуйте! Во дворе дома %u на улице %s %s. %s", 1 + i * 7 % 211,
                          streets[i * 5 % G_N_ELEMENTS (streets)],
                          matters[i % G_N_ELEMENTS (matters)],
                          requests[i / 3 % G_N_ELEMENTS (requests)]);
}

static void
append_case (Bench *bench, guint i)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *native = g_strdup_printf ("%u", i);
  g_autofree char *author = g_strdup_printf ("%u", 1000 + i * 11 % 7001);
  g_autofree char *link = g_strdup_printf ("https://vk.com/wall" BENCH_WALL "_9?reply=%u", i);
  g_autofree char *text = dup_text (i);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GError) error = NULL;
  OsrLogRequest requested[] = {
    { id, "found", members, payload, OSR_INSTANT_UNKNOWN, "monitor" },
    { id, "detected", NULL, NULL, OSR_INSTANT_UNKNOWN, "kurator" },
  };

  json_object_set_string_member (members, "network", "vk");
  json_object_set_string_member (members, "account", "vk-office");
  json_object_set_string_member (members, "native_id", native);
  json_object_set_string_member (members, "owner_id", BENCH_WALL);
  json_object_set_string_member (members, "post_id", "9");
  json_object_set_string_member (members, "permalink", link);
  json_object_set_int_member (members, "published_at", osr_clock_now (bench->office.clock) + i);
  json_object_set_string_member (payload, "author_id", author);
  json_object_set_string_member (payload, "author_name", "Ирина М.");
  json_object_set_string_member (payload, "text", text);
  osr_log_append (bench_log (bench), requested, 2, NULL, &error);
  g_assert_no_error (error);
}

static void
append_batch (Bench *bench, guint from, guint to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (bench_log (bench), &error);

  for (guint i = from; i < to; i++)
    append_case (bench, i);
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
}

static gboolean
on_closed (int fd, GIOCondition condition, gpointer ended)
{
  *(gboolean *) ended = TRUE;
  return G_SOURCE_REMOVE;
}

static void
serve (Bench *bench, OfficeProcess *told, int out, int closed)
{
  OsrServerLimits limits = { 64 * 1024, 50, 60 };
  g_autoptr (OsrServer) server =
      osr_server_new (bench->office.clock, &limits, osr_routes_handle, bench->routes);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autofree char *url = osr_server_listen (server, address, NULL);
  g_autofree char *token = bench_sign_in (bench, OFFICE_PROCESS_LOGIN);
  gboolean ended = FALSE;

  g_strlcpy (told->url, url, sizeof told->url);
  g_strlcpy (told->token, token, sizeof told->token);
  told->now = osr_clock_now (bench->office.clock);
  g_assert_true (write (out, told, sizeof *told) == sizeof *told);
  g_unix_fd_add (closed, G_IO_IN | G_IO_HUP, on_closed, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  osr_server_stop (server);
}

static void
run (guint cases, int out, int closed)
{
  OfficeProcess told = { 0 };
  Bench bench = { 0 };

  bench_set_up (&bench, NULL);
  for (guint i = 0; i < cases; i += BATCH)
    append_batch (&bench, i, MIN (i + BATCH, cases));
  g_assert_true (osr_coordinator_tend (bench.coordinator, NULL));
  serve (&bench, &told, out, closed);
  bench_tear_down (&bench, NULL);
  _exit (0);
}

void
office_process_start (OfficeProcess *self, guint cases)
{
  int told[2], closed[2], pid;

  g_assert_true (pipe (told) == 0 && pipe (closed) == 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    close (closed[1]);
    run (cases, told[1], closed[0]);
  }
  close (told[1]);
  close (closed[0]);
  if (read (told[0], self, sizeof *self) != sizeof *self)
    exit (1);
  close (told[0]);
  self->pid = pid;
  self->closed = closed[1];
}

void
office_process_stop (OfficeProcess *self)
{
  close (self->closed);
  waitpid (self->pid, NULL, 0);
}
