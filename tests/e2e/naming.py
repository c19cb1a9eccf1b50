# SPDX-License-Identifier: GPL-3.0-or-later
"""What every accessible tree of the program must keep to: whatever can be used has a name that a
person would say, and nothing on show is cut at the side of the window."""
import re

CLASS_NAME = re.compile(r'^(Gtk|Adw|Osr)[A-Z]')
USABLE = {'button', 'toggle button', 'checkbox', 'combo box', 'entry', 'link', 'list', 'list item',
          'menu item', 'radio', 'search box', 'slider', 'spin button', 'switch', 'tab', 'text box'}
# The toolkit's own parts inside a widget that has a name of its own.
EDGE = 2  # pixels: a header bar is drawn over the border
WHOLE = {'button', 'combo box', 'text box', 'search box', 'spin button', 'dialog'}


def _is_inner(node):
    """A part that the toolkit made: the arrow of a drop-down, the icon of an entry row, the close
    button of a toast, the list around the rows of a form, the rows of a table."""
    above = list(node.ancestors())
    if node.role == 'list' and above and above[0].role == 'tree grid':
        return not CLASS_NAME.match(above[0].name)
    if node.role == 'list':
        return bool(node.children) and all(row.role == 'text box' for row in node.children)
    if node.name.startswith('AdwToast') or any(one.name == 'AdwToastWidget' for one in above):
        return True
    return any(one.role in WHOLE and one.name and not CLASS_NAME.match(one.name)
               for one in above if one.role != 'dialog')


def _has_named_part(node):
    """A menu button is a frame around the real button, which has the name."""
    return any(inner.role == 'button' and inner.name and not CLASS_NAME.match(inner.name)
               for inner in node.children)


def unnamed(tree):
    """Every usable accessible, on show or not, whose name is none."""
    return [node for node in tree.walk()
            if node.role in USABLE and (not node.name or CLASS_NAME.match(node.name))
            and not _is_inner(node) and not _has_named_part(node)]


def check_names(tree):
    """Fails with the places of those without a name."""
    found = unnamed(tree)
    assert not found, '\n'.join(
        f'{node!r} in ' + ' < '.join(repr(above) for above in list(node.ancestors())[:6])
        for node in found)


def cut(tree):
    """What is on show and does not lie within the width of its window."""
    found = []
    for window in tree.root.children:
        width = window.extents[2]
        for node in window.walk():
            left, right = node.extents[0], node.extents[0] + node.extents[2]
            if node.showing and (left < -EDGE or right > width + EDGE) and not tree.is_covered(node) \
                    and not any(above.name == 'GtkPopover' for above in node.ancestors()):
                found.append(node)
    return found


def check_width(tree):
    """Fails with what is cut at the side."""
    found = cut(tree)
    assert not found, '\n'.join(f'{node!r} at {node.extents}' for node in found[:12])
