/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Faults wait in the order they were asked for and are used up one call each. */
#include "demo/sandbox/osr-sandbox-faults.h"

#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

#define MAX_SECONDS 3600
#define MAX_TIMES   1000000

typedef struct {
  char *method;
  OsrSandboxFault fault;
  gint64 remaining;
} Order;

struct _OsrSandboxFaults {
  GPtrArray *orders; /* of Order */
  GHashTable *calls; /* (element-type utf8 guint) */
};

static const struct {
  const char *name;
  OsrSandboxFaultKind kind;
} kinds[] = {
  { "clear", OSR_SANDBOX_FAULT_NONE },
  { "error", OSR_SANDBOX_FAULT_ERROR },
  { "captcha", OSR_SANDBOX_FAULT_CAPTCHA },
  { "captcha-redirect", OSR_SANDBOX_FAULT_CAPTCHA_REDIRECT },
  { "longpoll-failed", OSR_SANDBOX_FAULT_LONGPOLL_FAILED },
  { "conflict", OSR_SANDBOX_FAULT_CONFLICT },
  { "migrate", OSR_SANDBOX_FAULT_MIGRATE },
  { "drop-before", OSR_SANDBOX_FAULT_DROP_BEFORE },
  { "drop-after", OSR_SANDBOX_FAULT_DROP_AFTER },
  { "http", OSR_SANDBOX_FAULT_HTTP },
  { "http-after", OSR_SANDBOX_FAULT_HTTP_AFTER },
  { "hold-answer", OSR_SANDBOX_FAULT_HOLD_ANSWER },
  { "hold", OSR_SANDBOX_FAULT_HOLD_ANSWER },
  { "late", OSR_SANDBOX_FAULT_LATE },
  { "slow", OSR_SANDBOX_FAULT_SLOW },
  { "truncated", OSR_SANDBOX_FAULT_TRUNCATED },
  { "not-utf8", OSR_SANDBOX_FAULT_NOT_UTF8 },
  { "types", OSR_SANDBOX_FAULT_TYPES },
  { "poisoned", OSR_SANDBOX_FAULT_POISONED },
};

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->method);
  g_free (order);
}

OsrSandboxFaults *
osr_sandbox_faults_new (void)
{
  OsrSandboxFaults *faults = g_new0 (OsrSandboxFaults, 1);

  faults->orders = g_ptr_array_new_with_free_func (order_free);
  faults->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return faults;
}

void
osr_sandbox_faults_free (OsrSandboxFaults *faults)
{
  if (faults == NULL)
    return;
  g_ptr_array_unref (faults->orders);
  g_hash_table_unref (faults->calls);
  g_free (faults);
}

gboolean
osr_sandbox_fault_refuses (const OsrSandboxFault *fault)
{
  return fault->kind >= OSR_SANDBOX_FAULT_ERROR && fault->kind <= OSR_SANDBOX_FAULT_MIGRATE;
}

static gboolean
read_kind (const char *name, OsrSandboxFaultKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (kinds[i].name, name) == 0) {
      *kind = kinds[i].kind;
      return TRUE;
    }
  }
  return FALSE;
}

static const char *
kind_name (OsrSandboxFaultKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  return "";
}

static void
clear_orders (OsrSandboxFaults *faults, const char *method)
{
  for (guint i = faults->orders->len; i > 0; i--) {
    const Order *order = faults->orders->pdata[i - 1];

    if (g_str_equal (method, "*") || g_str_equal (order->method, method))
      g_ptr_array_remove_index (faults->orders, i - 1);
  }
}

/* A plain name must be some network's method, so that a mistyped one is noticed. */
static gboolean
may_be_called (const char *method)
{
  return strpbrk (method, "*/") != NULL || osr_sandbox_connector_knows (method);
}

static gboolean
code_fits (const OsrSandboxFault *fault)
{
  switch (fault->kind) {
  case OSR_SANDBOX_FAULT_ERROR:
    return fault->code >= 1 && fault->code <= G_MAXINT32;
  case OSR_SANDBOX_FAULT_HTTP:
  case OSR_SANDBOX_FAULT_HTTP_AFTER:
    return fault->code >= 400 && fault->code <= 599;
  case OSR_SANDBOX_FAULT_LATE:
    return fault->code == 0 || (fault->code >= 400 && fault->code <= 599);
  case OSR_SANDBOX_FAULT_LONGPOLL_FAILED:
    return fault->code >= 1 && fault->code <= 3;
  default:
    return TRUE;
  }
}

static gboolean
read_order (JsonObject *request, Order *order)
{
  OsrSandboxFault *fault = &order->fault;
  const char *text = osr_json_get_string (request, "text");

  fault->code = osr_json_get_int (request, "code", 0);
  fault->seconds = osr_json_get_int (request, "seconds", 0);
  g_strlcpy (fault->text, text != NULL ? text : "", sizeof fault->text);
  order->remaining = osr_json_get_int (request, "times", 1);
  return may_be_called (order->method) && order->remaining >= 1 && order->remaining <= MAX_TIMES &&
         fault->seconds >= 0 && fault->seconds <= MAX_SECONDS && code_fits (fault);
}

gboolean
osr_sandbox_faults_order (OsrSandboxFaults *faults, JsonObject *request)
{
  const char *method = osr_json_get_string (request, "method");
  OsrSandboxFaultKind kind;
  Order *order;

  if (method == NULL || !read_kind (osr_json_get_string (request, "kind"), &kind))
    return FALSE;
  if (kind == OSR_SANDBOX_FAULT_NONE) {
    clear_orders (faults, method);
    return TRUE;
  }
  order = g_new0 (Order, 1);
  order->method = g_strdup (method);
  order->fault.kind = kind;
  if (!read_order (request, order)) {
    order_free (order);
    return FALSE;
  }
  g_ptr_array_add (faults->orders, order);
  return TRUE;
}

static gboolean
order_meets (const Order *order, const char *method, const char *path)
{
  return g_pattern_match_simple (order->method, method) ||
         g_pattern_match_simple (order->method, path);
}

OsrSandboxFault
osr_sandbox_faults_take (OsrSandboxFaults *faults, const char *method, const char *path)
{
  OsrSandboxFault none = { .kind = OSR_SANDBOX_FAULT_NONE };
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (faults->calls, method));

  g_hash_table_insert (faults->calls, g_strdup (method), GUINT_TO_POINTER (calls + 1));
  for (guint i = 0; i < faults->orders->len; i++) {
    Order *order = faults->orders->pdata[i];
    OsrSandboxFault fault = order->fault;

    if (!order_meets (order, method, path))
      continue;
    if (--order->remaining == 0)
      g_ptr_array_remove_index (faults->orders, i);
    return fault;
  }
  return none;
}

static void
describe_orders (OsrSandboxFaults *faults, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint i = 0; i < faults->orders->len; i++) {
    const Order *order = faults->orders->pdata[i];

    json_builder_begin_object (builder);
    osr_sandbox_shape_string (builder, "method", order->method);
    osr_sandbox_shape_string (builder, "kind", kind_name (order->fault.kind));
    osr_sandbox_shape_int (builder, "code", order->fault.code);
    osr_sandbox_shape_int (builder, "remaining", order->remaining);
    osr_sandbox_shape_int (builder, "seconds", order->fault.seconds);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Every method that was called, and those of VK also when they were not. */
static void
describe_calls (OsrSandboxFaults *faults, JsonBuilder *builder)
{
  guint n_methods;
  const OsrSandboxMethod *methods = osr_sandbox_methods (&n_methods);
  g_autoptr (GList) called = NULL;

  osr_sandbox_shape_object (builder, "calls");
  for (guint i = 0; i < n_methods; i++)
    osr_sandbox_shape_int (builder, methods[i].name,
                           GPOINTER_TO_UINT (g_hash_table_lookup (faults->calls, methods[i].name)));
  called = g_list_sort (g_hash_table_get_keys (faults->calls), (GCompareFunc) strcmp);
  for (GList *name = called; name != NULL; name = name->next)
    if (osr_sandbox_method_find (name->data) == NULL)
      osr_sandbox_shape_int (builder, name->data,
                             GPOINTER_TO_UINT (g_hash_table_lookup (faults->calls, name->data)));
  json_builder_end_object (builder);
}

JsonNode *
osr_sandbox_faults_describe (OsrSandboxFaults *faults)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  describe_orders (faults, builder);
  describe_calls (faults, builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
