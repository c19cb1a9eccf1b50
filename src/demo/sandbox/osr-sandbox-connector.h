/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One network's interface as the server sees it: where it begins, what its methods are called, and who
 * answers. The table of all is here; each network is in its own folder. */
#pragma once

#include "demo/sandbox/osr-sandbox-exchange.h"

G_BEGIN_DECLS

typedef struct {
  const char *prefix;                                 /* of the path */
  const char *const *methods;                         /* (nullable): names known to the network */
  char *(*name) (const OsrSandboxExchange *exchange); /* what the method called is called */
  void (*handle) (OsrSandboxExchange *exchange);
} OsrSandboxConnector;

/* (nullable): the one whose prefix @path begins with. */
const OsrSandboxConnector *osr_sandbox_connector_find (const char *path);

/* Whether any network has a method of that very name. */
gboolean osr_sandbox_connector_knows (const char *method);

extern const OsrSandboxConnector osr_sandbox_vk_connector;
extern const OsrSandboxConnector osr_sandbox_vk_longpoll_connector;
extern const OsrSandboxConnector osr_sandbox_vk_upload_connector;
extern const OsrSandboxConnector osr_sandbox_telegram_connector;
extern const OsrSandboxConnector osr_sandbox_telegram_file_connector;
extern const OsrSandboxConnector osr_sandbox_max_connector;
extern const OsrSandboxConnector osr_sandbox_ok_connector;
extern const OsrSandboxConnector osr_sandbox_feed_connector;
extern const OsrSandboxConnector osr_sandbox_youtube_connector;

G_END_DECLS
