/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Faults wait in the order they were asked for and are used up one call each. */
#include "demo/sandbox/osr-sandbox-faults.h"

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-method.h"
#include "demo/sandbox/osr-sandbox-shape.h"

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

static const char *const kinds[] = {
  [OSR_SANDBOX_FAULT_NONE] = "clear",
  [OSR_SANDBOX_FAULT_HOLD_ANSWER] = "hold-answer",
  [OSR_SANDBOX_FAULT_ERROR] = "error",
  [OSR_SANDBOX_FAULT_DROP_BEFORE] = "drop-before",
  [OSR_SANDBOX_FAULT_DROP_AFTER] = "drop-after",
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

static gboolean
read_kind (const char *name, OsrSandboxFaultKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (kinds[i], name) == 0) {
      *kind = (OsrSandboxFaultKind) i;
      return TRUE;
    }
  }
  return FALSE;
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

gboolean
osr_sandbox_faults_order (OsrSandboxFaults *faults, JsonObject *request)
{
  const char *method = osr_json_get_string (request, "method");
  OsrSandboxFault fault = { .code = osr_json_get_int (request, "code", 0),
                            .seconds = osr_json_get_int (request, "seconds", 0) };
  gint64 times = osr_json_get_int (request, "times", 1);
  Order *order;

  if (method == NULL || !read_kind (osr_json_get_string (request, "kind"), &fault.kind))
    return FALSE;
  if (fault.kind == OSR_SANDBOX_FAULT_NONE) {
    clear_orders (faults, method);
    return TRUE;
  }
  if (osr_sandbox_method_find (method) == NULL || times < 1 || times > MAX_TIMES ||
      fault.seconds < 0 || fault.seconds > MAX_SECONDS ||
      (fault.kind == OSR_SANDBOX_FAULT_ERROR && (fault.code < 1 || fault.code > G_MAXINT32)))
    return FALSE;
  order = g_new0 (Order, 1);
  order->method = g_strdup (method);
  order->fault = fault;
  order->remaining = times;
  g_ptr_array_add (faults->orders, order);
  return TRUE;
}

OsrSandboxFault
osr_sandbox_faults_take (OsrSandboxFaults *faults, const char *method)
{
  OsrSandboxFault none = { .kind = OSR_SANDBOX_FAULT_NONE };
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (faults->calls, method));

  g_hash_table_insert (faults->calls, g_strdup (method), GUINT_TO_POINTER (calls + 1));
  for (guint i = 0; i < faults->orders->len; i++) {
    Order *order = faults->orders->pdata[i];
    OsrSandboxFault fault = order->fault;

    if (!g_str_equal (order->method, method))
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
    osr_sandbox_shape_string (builder, "kind", kinds[order->fault.kind]);
    osr_sandbox_shape_int (builder, "code", order->fault.code);
    osr_sandbox_shape_int (builder, "remaining", order->remaining);
    osr_sandbox_shape_int (builder, "seconds", order->fault.seconds);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

JsonNode *
osr_sandbox_faults_describe (OsrSandboxFaults *faults)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_methods;
  const OsrSandboxMethod *methods = osr_sandbox_methods (&n_methods);

  json_builder_begin_object (builder);
  describe_orders (faults, builder);
  json_builder_set_member_name (builder, "calls");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n_methods; i++)
    osr_sandbox_shape_int (builder, methods[i].name,
                           GPOINTER_TO_UINT (g_hash_table_lookup (faults->calls, methods[i].name)));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
