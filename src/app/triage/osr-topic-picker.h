/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics as toggles: those that the message suggests stand first and have the keys 1–9. */
#pragma once

#include <adwaita.h>

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

#define OSR_TYPE_TOPIC_PICKER (osr_topic_picker_get_type ())
G_DECLARE_FINAL_TYPE (OsrTopicPicker, osr_topic_picker, OSR, TOPIC_PICKER, AdwBin)

/* Signal "changed" (): the person chose or let go a topic. */

/* Offers the topics of @registry for @c; those that it has already are chosen. */
void osr_topic_picker_fill (OsrTopicPicker *self, OsrCase *c, OsrRegistry *registry);

/* (transfer container) (element-type utf8): ids of what is chosen, with a final %NULL; the strings
 * live until the next filling. */
GPtrArray *osr_topic_picker_get_chosen (OsrTopicPicker *self);

/* (transfer container) (element-type utf8): ids of what stands open as suggested or chosen, with a
 * final %NULL. */
GPtrArray *osr_topic_picker_get_suggested (OsrTopicPicker *self);

/* Presses the toggle with key @place, from 1; nothing when there is none. */
void osr_topic_picker_toggle (OsrTopicPicker *self, int place);

G_END_DECLS
