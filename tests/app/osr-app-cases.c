/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A morning at the office; see the header. */
#include "osr-app-cases.h"

#include <cairo.h>

static void
fill_early (Desk *desk)
{
  desk_find (desk, 1, "2026-03-06T09:01:00+09:00", "Ольга М.",
             "Третий день нет отопления в доме, в квартире +13, двое детей. УК трубку не берёт.");
  desk_find (desk, 2, "2026-03-06T09:02:00+09:00", "Галина Петровна",
             "38 автобус опять не пришёл в 7:20, ждали на морозе 40 минут с ребёнком");
  desk_find (desk, 3, "2026-03-06T09:03:00+09:00", "Сергей К.",
             "Яма на Кирова возле почты уже с колесо размером!!! Вчера чуть подвеску не оставил. "
             "Кто отвечает?");
  desk_find (desk, 4, "2026-03-06T09:04:00+09:00", "Марина Д.",
             "В Чигирях на Василенко мусор не вывозят вторую неделю, баки переполнены");
  desk_find (desk, 5, "2026-03-06T09:05:00+09:00", "Антон",
             "К неврологу в Свободном запись только на февраль, это нормально?");
  desk_find (desk, 6, "2026-03-06T09:06:00+09:00", "Елена В.",
             "Предлагаю поставить освещение и пару лавочек в сквере у вокзала");
  desk_find (desk, 7, "2026-03-06T09:07:00+09:00", "<b>Никита</b> & Ко",
             "Спасибо дорожникам за <i>новый</i> асфальт\nна Ленина! \xe2\x80\xae\xd7\xa9");
}

static void
fill_routed (Desk *desk)
{
  desk_route (desk, 1, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_route (desk, 2, "2026-03-06T09:12:00+09:00", "roads");
  desk_happen (desk, 3, "2026-03-06T09:24:00+09:00", "olga detected", NULL, NULL);
  desk_route (desk, 5, "2026-03-06T09:25:00+09:00", "zhkh");
  desk_route (desk, 6, "2026-03-06T09:26:00+09:00", "zhkh");
  desk_route (desk, 4, "2026-03-06T09:30:00+09:00", "zhkh");
  desk_happen (desk, 3, "2026-03-06T09:40:00+09:00", "olga triaged",
               "{'topics': ['pits'], 'locality': 'Белогорск, ул. Кирова', 'importance': 'normal'}",
               NULL);
  desk_happen (desk, 3, "2026-03-06T09:45:00+09:00", "olga routed", "{'body': 'roads'}", NULL);
}

static void
fill_drafts (Desk *desk)
{
  desk_happen (desk, 3, "2026-03-06T09:52:00+09:00", "boris returned", "{'body': 'roads'}",
               "{'reason': 'дорога в ведении города'}");
  desk_submit (desk, 6, "2026-03-06T09:55:00+09:00", "anna", "zhkh",
               "Елена, здравствуйте! Спасибо за предложение, учтём.");
  desk_submit (desk, 5, "2026-03-06T09:57:00+09:00", "anna", "zhkh",
               "Антон, здравствуйте! Запись к неврологу открывают каждый понедельник в 8:00.");
  desk_happen (desk, 3, "2026-03-06T09:58:00+09:00", "olga routed", "{'body': 'zhkh'}", NULL);
  desk_happen (desk, 6, "2026-03-06T10:02:00+09:00", "olga reworked", "{'draft': 5}",
               "{'remarks': 'Назовите срок и ответственного.'}");
  desk_happen (desk, 3, "2026-03-06T10:05:00+09:00", "anna noted", NULL,
               "{'text': 'ремонт по контракту № 12, подрядчик выходит во вторник'}");
}

static void
fill_found (Desk *desk)
{
  desk_find (desk, 8, "2026-03-06T10:08:00+09:00", "Вера Лис",
             "Когда включат свет на Шимановского? Вторую ночь темно.");
  desk_happen (desk, 8, "2026-03-06T10:09:00+09:00", "olga detected", NULL, NULL);
  desk_find (desk, 9, "2026-03-06T10:11:00+09:00", "Пётр",
             "В школе № 4 холодно, дети сидят в куртках.");
}

Desk *
morning_new (void)
{
  Desk *desk = desk_new ("2026-03-06T08:00:00+09:00");

  fill_early (desk);
  fill_routed (desk);
  fill_drafts (desk);
  fill_found (desk);
  desk_at (desk, MORNING);
  return desk;
}

static cairo_status_t
add_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
unsure_draw_captcha (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 130, 50);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0.93, 0.95, 0.97);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.2, 0.3, 0.5);
  cairo_set_font_size (cr, 32);
  cairo_move_to (cr, 22, 36);
  cairo_show_text (cr, "7x4q");
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, add_bytes, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

void
unsure_happen (Desk *desk, guint n, const char *outcome)
{
  static const char at[] = "2026-03-06T10:10:00+09:00";
  g_autoptr (GBytes) captcha = unsure_draw_captcha ();
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, captcha);
  g_autofree char *asked = g_strdup_printf (
      "{'address': 'https://api.vk.ru/captcha.php?sid=1', 'attachments': ['%s']}", digest);
  g_autofree char *unknown = g_strdup_printf ("{'intent': 7, 'ask': '%s'}", outcome);
  gboolean page = g_str_equal (outcome, "challenge-page");
  g_autofree char *challenge =
      g_strdup_printf ("{'intent': 7, 'kind': '%s', 'sid': '1', 'expires_at': %" G_GINT64_FORMAT
                       "}",
                       page ? "page" : "picture", osr_instant_parse ("2026-03-06T10:20:30+09:00"));

  desk_find (desk, n, "2026-03-06T09:00:00+09:00", "Ольга М.", "Нет воды");
  desk_route (desk, n, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_submit (desk, n, "2026-03-06T09:20:00+09:00", "anna", "zhkh", "Дадут в 18:00.");
  desk_happen (desk, n, "2026-03-06T09:25:00+09:00", "olga approved", "{'draft': 5}", NULL);
  desk_happen (desk, n, "2026-03-06T09:30:00+09:00", "anna publish-intended",
               "{'draft': 5, 'guid': '0123456789ab', 'account': 'zhkh-vk'}", NULL);
  if (page)
    desk_happen (desk, n, at, "publisher publish-challenged", challenge,
                 "{'address': 'https://id.vk.ru/not_robot_captcha?session=1'}");
  else if (g_str_equal (outcome, "challenge"))
    desk_happen (desk, n, at, "publisher publish-challenged", challenge, asked);
  else
    desk_happen (desk, n, at, "publisher publish-unknown", unknown, NULL);
}
