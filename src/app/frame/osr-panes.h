/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three panes side by side, the side pane under the message where the window is not wide, and
 * one at a time where it is narrow. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

typedef enum {
  OSR_LAYOUT_WIDE,   /* queue | message | side */
  OSR_LAYOUT_MEDIUM, /* queue | message over side */
  OSR_LAYOUT_NARROW  /* one of them */
} OsrLayout;

/* Which pane a narrow window shows. */
typedef enum { OSR_PANES_PAGE_QUEUE, OSR_PANES_PAGE_MESSAGE, OSR_PANES_PAGE_SIDE } OsrPanesPage;

#define OSR_TYPE_PANES (osr_panes_get_type ())
G_DECLARE_FINAL_TYPE (OsrPanes, osr_panes, OSR, PANES, OsrPane)

/* Properties: "layout" (int OsrLayout, read only), "page" (int OsrPanesPage). */

/* The layout for a window of @width pixels. */
OsrLayout osr_panes_layout_for (int width);

OsrLayout osr_panes_get_layout (OsrPanes *self);
OsrPanesPage osr_panes_get_page (OsrPanes *self);
void osr_panes_set_page (OsrPanes *self, OsrPanesPage page);

/* Widths of the outer panes in pixels, as the person left them in a wide window. */
void osr_panes_set_widths (OsrPanes *self, int queue, int side);
void osr_panes_get_widths (OsrPanes *self, int *queue, int *side);

/* The queue, for its actions and its search. */
GtkWidget *osr_panes_get_queue (OsrPanes *self);

G_END_DECLS
