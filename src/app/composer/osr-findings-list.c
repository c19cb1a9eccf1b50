/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows findings; lines are replaced only when their words differ, so that assistive technology is
 * not told the same at every key. */
#include "app/composer/osr-findings-list.h"

#include "app/composer/osr-draft-findings.h"

struct _OsrFindingsList {
  AdwBin parent_instance;

  GtkWidget *lines;
  char *shown; /* words of all lines */
};

G_DEFINE_TYPE (OsrFindingsList, osr_findings_list, ADW_TYPE_BIN)

static GtkWidget *
make_line (const OsrFinding *finding)
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
  GtkWidget *label = gtk_label_new (finding->text);

  gtk_widget_add_css_class (icon, css_class);
  if (empty)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

static void
osr_findings_list_finalize (GObject *object)
{
  g_free (OSR_FINDINGS_LIST (object)->shown);
  G_OBJECT_CLASS (osr_findings_list_parent_class)->finalize (object);
}

static void
osr_findings_list_class_init (OsrFindingsListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_findings_list_finalize;
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
osr_findings_list_show (OsrFindingsList *self, GPtrArray *findings)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GtkWidget *child;

  g_return_if_fail (OSR_IS_FINDINGS_LIST (self));

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (words, "%s\n", ((OsrFinding *) findings->pdata[i])->text);
  if (g_strcmp0 (words->str, self->shown) == 0)
    return;
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (guint i = 0; i < findings->len; i++)
    gtk_box_append (GTK_BOX (self->lines), make_line (findings->pdata[i]));
  g_free (self->shown);
  self->shown = g_strdup (words->str);
}
