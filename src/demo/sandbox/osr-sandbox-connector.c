/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "demo/sandbox/osr-sandbox-connector.h"

#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

static const OsrSandboxConnector *const connectors[] = {
  &osr_sandbox_vk_connector,
  &osr_sandbox_vk_longpoll_connector,
  &osr_sandbox_vk_upload_connector,
  &osr_sandbox_telegram_connector,
  &osr_sandbox_telegram_file_connector,
  &osr_sandbox_max_connector,
  &osr_sandbox_ok_connector,
  &osr_sandbox_feed_connector,
  &osr_sandbox_youtube_connector,
};

const OsrSandboxConnector *
osr_sandbox_connector_find (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (g_str_has_prefix (path, connectors[i]->prefix))
      return connectors[i];
  return NULL;
}

gboolean
osr_sandbox_connector_knows (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (connectors[i]->methods != NULL && g_strv_contains (connectors[i]->methods, method))
      return TRUE;
  return osr_sandbox_method_find (method) != NULL;
}
