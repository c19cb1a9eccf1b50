# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that each check finds what it is for: one fault at a time in a small right checkout."""

import json
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

from lint import CHECKS  # noqa: E402
from project import Project, Skip, functions  # noqa: E402

HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* A thing. */\n'
SPDX = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
MANIFEST = {
    'id': 'org.region.OpenSources', 'runtime': 'org.gnome.Platform', 'runtime-version': '43',
    'sdk': 'org.gnome.Sdk', 'command': 'open-sources', 'finish-args': ['--socket=wayland'],
    'modules': [{'name': 'open-sources', 'buildsystem': 'meson',
                 'sources': [{'type': 'dir', 'path': '.'}]}],
}
UI = ('<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n'
      '<interface><template class="OsrQueueRow" parent="GtkWidget"/></interface>\n')
ROW = (HEAD + 'void\nosr_row (void)\n{\n'
       '  gtk_widget_class_set_template_from_resource (k, "x");\n}\n')
DESKTOP = ('[Desktop Entry]\nType=Application\nName=Open Sources\nExec=open-sources\n'
           'Categories=Office;\n')
METAINFO = '''<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>org.region.OpenSources</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>GPL-3.0-or-later</project_license>
  <name>Open Sources</name>
  <summary>Answer messages in time</summary>
  <description><p>Answers messages of citizens in social networks in time.</p></description>
  <launchable type="desktop-id">org.region.OpenSources.desktop</launchable>
  <url type="homepage">https://example.org</url>
  <content_rating type="oars-1.1"/>
</component>
'''
SCHEMA = ('<schemalist><schema id="a.b" path="/a/b/">'
          '<key name="k" type="s"><default>\'\'</default></key></schema></schemalist>\n')
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'

RIGHT = {
    'LICENSE': 'GNU GENERAL PUBLIC LICENSE\n',
    'README.md': '[the licence](LICENSE) and [the net](https://example.org)\n',
    'meson.build': SPDX,
    'org.region.OpenSources.json': json.dumps(MANIFEST),
    '.ci/run': SPDX,
    'tests/run': SPDX,
    'src/demo/run': SPDX,
    'src/core/osr-thing.c': HEAD + '#include "osr-thing.h"\n\nint\nosr_thing (void)\n{\n'
                                   '  return 1;\n}\n',
    'src/core/osr-thing.h': HEAD + 'int osr_thing (void);\n',
    'src/app/queue/osr-queue-row.c': ROW,
    'resources/queue/osr-queue-row.ui': UI,
    'po/POTFILES.in': 'data/org.region.OpenSources.desktop.in\n'
                      'data/org.region.OpenSources.gschema.xml\n'
                      'data/org.region.OpenSources.metainfo.xml.in\n',
    'po/LINGUAS': '',
    'data/regulations/sixth.json': '{"id": "sixth"}\n',
    'data/org.region.OpenSources.desktop.in': DESKTOP,
    'data/org.region.OpenSources.metainfo.xml.in': METAINFO,
    'data/org.region.OpenSources.gschema.xml': SCHEMA,
    'data/icons/org.region.OpenSources.svg': ICON,
    'data/icons/org.region.OpenSources-symbolic.svg': ICON,
}

THING = 'src/core/osr-thing.c'


def body(lines, parameters='void'):
    return (HEAD + f'int\nosr_thing ({parameters})\n{{\n' + '  a ();\n' * lines + '}\n')


def line(code):
    return HEAD + code + '\n'


def manifest(**changes):
    return json.dumps({**MANIFEST, **changes})


PO_HEAD = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
           'Language: ru\\n"\n\n')
# Pieces, so that this file does not hold the words themselves.
LATER = 'TO' 'DO'

# (case, check, the files that differ; None removes one); one that ends with /right is none
FAULTS = [
    ('format/indent', 'format', {THING: HEAD + 'int\nosr_thing (void)\n{\n     return 1;\n}\n'}),
    ('sizes/long-function', 'sizes', {THING: body(61)}),
    ('sizes/long-file', 'sizes', {THING: HEAD + '\n' * 800}),
    ('sizes/many-parameters', 'sizes',
     {THING: body(1, 'int a, int b, int c, int d, int e, int f, int g')}),
    ('sizes/many-sources', 'sizes', {f'src/core/osr-{n}.c': HEAD for n in range(25)}),
    ('sizes/share-of-long-functions', 'sizes',
     {f'src/core/osr-{n}.c': body(41) for n in range(20)}),
    ('layers/upwards', 'layers', {THING: line('#include "store/osr-log.h"')}),
    ('layers/roundabout', 'layers', {THING: line('#include "../store/osr-log.h"')}),
    ('layers/library', 'layers', {THING: line('#include <gtk/gtk.h>')}),
    ('layers/no-layer', 'layers', {'src/extra/osr-x.c': HEAD}),
    ('layers/demo-inside', 'layers',
     {'src/app/osr-x.c': line('#include "demo/osr-sandbox.h"')}),
    ('sql/select', 'sql', {THING: line('char *s = "SELECT a "\n  "FROM b";')}),
    ('sql/insert', 'sql', {THING: line('char *s = "INSERT OR IGNORE INTO b VALUES (1)";')}),
    ('words/later', 'words', {THING: line(f'/* {LATER}: the rest */')}),
    ('words/jump', 'words', {THING: line('void f (void)\n{\n  go' 'to out;\n}')}),
    ('words/abort', 'words', {THING: line('void f (void)\n{\n  g_err' 'or ("x");\n}')}),
    ('words/loop', 'words', {THING: line('int x = g_main_context_iteration (NULL, TRUE);')}),
    ('words/name', 'words', {'src/core/osr-string-utils.c': HEAD}),
    ('licence/none', 'licence', {THING: 'int x;\n'}),
    ('licence/no-purpose', 'licence', {THING: HEAD.split('\n')[0] + '\nint x;\n'}),
    ('licence/text', 'licence', {'LICENSE': 'do what you like\n'}),
    ('profiles/named', 'profiles', {THING: line('const char *id = "sixth";')}),
    ('profiles/in-a-name', 'profiles', {THING: line('int osr_sixth_day (void);')}),
    ('profiles/in-a-comment', 'profiles', {THING: line('/* as Sixth 7.2 has it */')}),
    ('profiles/in-a-template', 'profiles',
     {'resources/queue/osr-queue-row.ui': UI, 'src/demo/list.xml': '<file>sixth.json</file>\n'}),
    ('profiles/file-name', 'profiles', {'src/core/osr-sixth.c': HEAD}),
    ('profiles/by-its-member', 'profiles',
     {'data/regulations/sixth.json': '{"id": "seventh"}\n',
      THING: line('const char *id = "seventh";')}),
    ('profiles/demo-data/right', 'profiles',
     {'data/demo/wall-sixth.json': '{}\n', 'src/demo/list.xml': '<file>wall-sixth.json</file>\n'}),
    ('templates/no-class', 'templates', {'src/app/queue/osr-queue-row.c': None}),
    ('templates/no-template', 'templates', {'resources/queue/osr-queue-row.ui': None}),
    ('templates/other-class', 'templates',
     {'resources/queue/osr-queue-row.ui': UI.replace('QueueRow', 'QueueCell')}),
    ('templates/not-xml', 'templates', {'resources/queue/osr-queue-row.ui': '<interface>'}),
    ('potfiles/code', 'potfiles', {THING: line('char *s = _ ("Hello");')}),
    ('potfiles/template', 'potfiles',
     {'resources/queue/osr-queue-row.ui': UI.replace('parent', 'translatable="yes" parent')}),
    ('potfiles/gone', 'potfiles',
     {'po/POTFILES.in': RIGHT['po/POTFILES.in'] + 'src/core/osr-gone.c\n'}),
    ('potfiles/order', 'potfiles',
     {'po/POTFILES.in': '\n'.join(reversed(RIGHT['po/POTFILES.in'].split()))}),
    ('russian/untranslated', 'russian',
     {'po/LINGUAS': 'ru\n', 'po/POTFILES.in': '',
      'po/ru.po': PO_HEAD + 'msgid "Hello"\nmsgstr ""\n'}),
    ('russian/fuzzy', 'russian',
     {'po/LINGUAS': 'ru\n', 'po/POTFILES.in': '',
      'po/ru.po': PO_HEAD + '#, fuzzy\nmsgid "Hello"\nmsgstr "Привет"\n'}),
    ('russian/missing', 'russian',
     {'po/LINGUAS': 'ru\n', 'po/ru.po': PO_HEAD, 'po/POTFILES.in': THING + '\n',
      THING: line('char *s = _ ("Hello");')}),
    ('russian/missing-metadata', 'russian', {'po/LINGUAS': 'ru\n', 'po/ru.po': PO_HEAD}),
    ('russian/not-named', 'russian',
     {'po/POTFILES.in': '', 'po/ru.po': PO_HEAD + 'msgid "Hello"\nmsgstr "Привет"\n'}),
    ('russian/right', 'russian',
     {'po/LINGUAS': 'ru\n', 'po/POTFILES.in': THING + '\n', THING: line('char *s = _ ("Hello");'),
      'po/ru.po': PO_HEAD + 'msgid "Hello"\nmsgstr "Привет"\n'}),
    ('json/duplicate', 'json', {'data/regulations/sixth.json': '{"a": 1, "a": 2}\n'}),
    ('json/not-a-number', 'json', {'data/regulations/sixth.json': '{"a": NaN}\n'}),
    ('json/broken', 'json', {'data/regulations/sixth.json': '{"a": 1,}\n'}),
    ('flatpak-manifest/wide', 'flatpak-manifest',
     {'org.region.OpenSources.json': manifest(**{'finish-args': ['--filesystem=home']})}),
    ('flatpak-manifest/unpinned', 'flatpak-manifest',
     {'org.region.OpenSources.json': manifest(modules=MANIFEST['modules'] + [
         {'name': 'x', 'sources': [{'type': 'archive', 'url': 'https://example.org/x'}]}])}),
    ('readme/dead-link', 'readme', {'README.md': '[gone](data/gone.md)\n'}),
    ('top-level/extra', 'top-level', {'notes.txt': 'x\n'}),
    ('metadata/desktop', 'metadata',
     {'data/org.region.OpenSources.desktop.in': DESKTOP.replace('Type=Application\n', '')}),
    ('metadata/metainfo', 'metadata',
     {'data/org.region.OpenSources.metainfo.xml.in': METAINFO.replace('<name>', '<nome>')}),
    ('metadata/schema', 'metadata',
     {'data/org.region.OpenSources.gschema.xml': SCHEMA.replace("type=\"s\"", "type=\"zz\"")}),
    ('metadata/icon', 'metadata', {'data/icons/org.region.OpenSources.svg': None}),
]


def write_tree(root, files):
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(text)
    for name in ('.ci/run', 'tests/run', 'src/demo/run'):
        os.chmod(os.path.join(root, name), 0o755)
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copy(os.path.join(here, '..', '..', '.clang-format'), root)


def complaints_of(check, changes):
    files = {name: text for name, text in {**RIGHT, **changes}.items() if text is not None}
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, files)
        return CHECKS[check](Project(root))


def prove(case, check, changes, is_fault):
    """Returns the rest of the case's TAP line."""
    try:
        complaints = complaints_of(check, changes)
    except Skip as reason:
        return True, f'{case} # SKIP {reason}'
    if not is_fault:
        for complaint in complaints:
            print(f'# {complaint}')
    return bool(complaints) == is_fault, case


def prove_functions():
    text = ('static int\none (int a,\n     int (*b) (int, int))\n{\n  if (a)\n    {\n      x ();\n'
            '    }\n  return \'{\';\n}\n\nstruct s\n{\n  int a;\n};\n\n'
            'void\ntwo (void)\n{\n  y ("}\\n{");\n}\n')
    found = [(f.name, f.line, f.length, f.parameters) for f in functions(text)]
    expected = [('one', 2, 5, 2), ('two', 18, 1, 0)]
    if found != expected:
        print(f'# {found} is not {expected}')
    return found == expected, 'functions-are-found'


def prove_parameters():
    text = ('void\none_async (int a, GCancellable *c,\n     GAsyncReadyCallback callback,\n'
            '     gpointer data)\n{\n}\n\n'
            'static void\ntwo_measure (GtkWidget *w, GtkOrientation o, int for_size,\n'
            '    int *minimum, int *natural, int *minimum_baseline,\n    int *natural_baseline)\n'
            '{\n}\n\n'
            'void\nthree (void (*f) (int, int), gpointer data, char *x[])\n{\n}\n')
    found = [f.parameters for f in functions(text)]
    if found != [3, 2, 3]:
        print(f'# {found}')
    return found == [3, 2, 3], 'parameters-are-counted'


def main():
    results = [prove_functions(), prove_parameters()]
    results += [prove(f'{check}/right', check, {}, False) for check in CHECKS]
    results += [prove(case, check, changes, not case.endswith('/right'))
                for case, check, changes in FAULTS]
    print(f'1..{len(results)}')
    for number, (passed, text) in enumerate(results, 1):
        print(f'{"ok" if passed else "not ok"} {number} /lint/{text}')
    return 0 if all(passed for passed, _ in results) else 1


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    sys.exit(main())
