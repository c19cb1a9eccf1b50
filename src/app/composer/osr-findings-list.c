/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows findings; lines are replaced only when their words differ, so that assistive technology is
 * not told the same at every key. A button acts on the finding that stands there when it is pressed:
 * its place in the text moves while the line stays. */
#include "app/composer/osr-findings-list.h"

#include <glib/gi18n.h>

#include "app/composer/osr-draft-findings.h"
#include "app/shared/osr-plain-label.h"

struct _OsrFindingsList {
  AdwBin parent_instance;

  GtkWidget *lines;
  char *shown;         /* words of all lines */
  GPtrArray *findings; /* nullable: OsrFinding of the lines */
  gboolean offers;
};

enum { REPLACE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (OsrFindingsList, osr_findings_list, ADW_TYPE_BIN)

static void
offer_taken (OsrFindingsList *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "osr-index"));
  g_autoptr (GPtrArray) findings = g_ptr_array_ref (self->findings);
  const OsrFinding *finding = index < findings->len ? findings->pdata[index] : NULL;

  if (finding != NULL && finding->wording != NULL)
    g_signal_emit (self, signals[REPLACE], 0, finding->from, finding->to, finding->wording);
}

static GtkWidget *
make_offer (OsrFindingsList *self, const OsrFinding *finding, guint index)
{
  gboolean insert = finding->from == finding->to;
  GtkWidget *button = gtk_button_new_with_label (insert ? _ ("Insert") : _ ("Replace"));
  g_autofree char *words = NULL;

  /* Translators: what a button puts into the reply */
  words = g_strdup_printf (insert ? _ ("Insert “%s”") : _ ("Replace by “%s”"), finding->wording);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "osr-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (offer_taken), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_line (OsrFindingsList *self, const OsrFinding *finding, guint index)
{
  static const struct {
    const char *icon;
    const char *css_class;
  } looks[] = {
    [OSR_FINDING_GOOD] = { "object-select-symbolic", "success" },
    [OSR_FINDING_ADVICE] = { "dialog-warning-symbolic", "warning" },
    [OSR_FINDING_BLOCK] = { "dialog-error-symbolic", "error" },
  };
  /* An empty field is where everybody begins: no reason for alarm. */
  gboolean empty = g_strcmp0 (finding->id, "empty") == 0;
  const char *css_class = empty ? "dim-label" : looks[finding->weight].css_class;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (empty ? "document-edit-symbolic" : looks[finding->weight].icon);
  GtkWidget *label = osr_plain_label_new (finding->text, NULL);

  gtk_widget_add_css_class (icon, css_class);
  if (empty)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  if (finding->clause != NULL) {
    g_autofree char *clause = g_strdup_printf (_ ("Clause %s of the regulation"), finding->clause);

    gtk_widget_set_tooltip_text (label, clause);
  }
  if (self->offers && finding->wording != NULL)
    gtk_box_append (GTK_BOX (line), make_offer (self, finding, index));
  return line;
}

static void
osr_findings_list_finalize (GObject *object)
{
  OsrFindingsList *self = OSR_FINDINGS_LIST (object);

  g_free (self->shown);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (osr_findings_list_parent_class)->finalize (object);
}

static void
osr_findings_list_class_init (OsrFindingsListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_findings_list_finalize;
  signals[REPLACE] =
      g_signal_new ("replace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
}

static void
osr_findings_list_init (OsrFindingsList *self)
{
  GtkWidget *wrapping;

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->lines);
  /* Without a wrapping child the list would be taken for one of a fixed height, and this is kept
   * while it stands on a hidden page. */
  wrapping = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (wrapping), TRUE);
  gtk_box_append (GTK_BOX (self->lines), wrapping);
}

void
osr_findings_list_set_offers (OsrFindingsList *self, gboolean offers)
{
  g_return_if_fail (OSR_IS_FINDINGS_LIST (self));

  self->offers = offers;
}

void
osr_findings_list_show (OsrFindingsList *self, GPtrArray *findings)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GtkWidget *child;

  g_return_if_fail (OSR_IS_FINDINGS_LIST (self));

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (words, "%s\n", ((OsrFinding *) findings->pdata[i])->text);
  g_ptr_array_ref (findings);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = findings;
  if (g_strcmp0 (words->str, self->shown) == 0)
    return;
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (guint i = 0; i < findings->len; i++)
    gtk_box_append (GTK_BOX (self->lines), make_line (self, findings->pdata[i], i));
  g_free (self->shown);
  self->shown = g_strdup (words->str);
}
