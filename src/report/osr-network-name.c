/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of networks; which of them are connected is the office's registry. */
#include "report/osr-network-name.h"

#include <glib/gi18n.h>

typedef struct {
  const char *id;
  const char *mark;
  const char *name;
} NetworkName;

static const NetworkName names[] = {
  { "vk", "VK", N_ ("VKontakte") },
  { "ok", "OK", N_ ("Odnoklassniki") },
  { "telegram", "TG", N_ ("Telegram") },
  { "youtube", "YT", N_ ("YouTube") },
  { "max", "MX", N_ ("MAX") },
  { "facebook", "FB", N_ ("Facebook") },
  { "instagram", "IG", N_ ("Instagram") },
  { "feed", "RSS", N_ ("Site feed") },
  { "blog", "…", N_ ("Blog") },
  { "microblog", "…", N_ ("Microblog") },
  { "video-host", "…", N_ ("Video site") },
  { "forum", "…", N_ ("Forum") },
  { "messenger", "…", N_ ("Messenger") },
  { "review-site", "…", N_ ("Review site") },
  { "website", "…", N_ ("Website") },
};

static const NetworkName *
find_name (const char *network)
{
  for (guint i = 0; network != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (network, names[i].id))
      return &names[i];
  return NULL;
}

const char *
osr_network_mark (const char *network)
{
  const NetworkName *name = find_name (network);

  return name != NULL ? name->mark : "…";
}

const char *
osr_network_name (const char *network)
{
  const NetworkName *name = find_name (network);

  if (name != NULL)
    return _ (name->name);
  return network != NULL ? network : "";
}
