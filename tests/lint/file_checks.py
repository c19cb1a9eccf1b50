# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of what is not C: templates, translations, JSON, desktop data, README, the top level.

Each takes a Project and returns its complaints.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from project import Skip, bare_code, line_of, without_comments

APP_ID = 'org.region.OpenSources'
MANIFEST = f'{APP_ID}.json'
TOP_LEVEL = {'src', 'data', 'po', 'resources', 'tests', 'meson.build', MANIFEST, 'README.md',
             'LICENSE', 'meson_options.txt'}

_TRANSLATED_C = re.compile(
    r'(?<!\w)(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?=")')
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3')
_TRANSLATED_UI = re.compile(r'\btranslatable="(?:yes|true|1)"')
_TRANSLATED_DATA = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')
_TEMPLATE_C = re.compile(r'\bgtk_widget_class_set_template_from_resource\b')
_LINK = re.compile(r'!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|'
                   r'<(?:img|a)\b[^>]*(?:src|href)="([^"]+)"')


def _tool(name):
    path = shutil.which(name)
    if path is None:
        raise Skip(f'{name} is not installed')
    return path


def _run(*command, **options):
    run = subprocess.run(command, capture_output=True, text=True, **options)
    return run.returncode, (run.stdout + run.stderr).strip()


def _unique_members(pairs):
    members = {}
    for name, value in pairs:
        if name in members:
            raise ValueError(f'the member "{name}" stands twice in one object')
        members[name] = value
    return members


def _refuse_constant(name):
    raise ValueError(f'{name} is not JSON')


def load_json(project, name):
    return json.loads(project.read(name), object_pairs_hook=_unique_members,
                      parse_constant=_refuse_constant)


def check_json(project):
    complaints = []
    for name in project.files('data', 'resources', ends=('.json',)) + [MANIFEST]:
        try:
            load_json(project, name)
        except ValueError as error:
            complaints.append(f'{name}: {error}')
    return complaints


def check_flatpak_manifest(project):
    """The manifest names every module with a source that can be verified."""
    manifest = load_json(project, MANIFEST)
    complaints = [f'no "{key}"' for key in ('id', 'runtime', 'runtime-version', 'sdk', 'command',
                                            'finish-args', 'modules') if key not in manifest]
    if manifest.get('id') != APP_ID:
        complaints.append(f'"id" is not {APP_ID}')
    wide = {'--filesystem=host', '--filesystem=home', '--socket=session-bus',
            '--socket=system-bus', '--device=all', '--socket=x11'}
    complaints += [f'"{one}" opens too much'
                   for one in manifest.get('finish-args', []) if one in wide]
    for module in manifest.get('modules', []):
        if not module.get('name') or not module.get('sources'):
            complaints.append(f'module {module.get("name")}: no name or no sources')
            continue
        for source in module['sources']:
            pinned = {'archive': 'sha256', 'file': 'sha256', 'git': 'commit'}.get(source['type'])
            local = source['type'] == 'file' and 'path' in source
            if pinned and not local and pinned not in source:
                complaints.append(f'module {module["name"]}: a source without {pinned}')
    own = [module for module in manifest.get('modules', []) if module.get('name') == 'open-sources']
    if len(own) != 1 or own[0].get('buildsystem') != 'meson':
        complaints.append('no module "open-sources" built with meson')
    return [f'{MANIFEST}: {complaint}' for complaint in complaints]


def check_readme(project):
    if not project.exists('README.md'):
        raise Skip('no README.md yet')
    text = re.sub(r'```.*?```', '', project.read('README.md'), flags=re.DOTALL)
    complaints = []
    for match in _LINK.finditer(text):
        target = (match[1] or match[2]).split('#')[0]
        if not target or re.match(r'[a-z]+:', target):
            continue
        if not project.exists(target):
            complaints.append(f'README.md: links to {target}, which is not there')
    return complaints


def check_top_level(project):
    names = [name for name in os.listdir(project.root)
             if not name.startswith(('.', 'build')) and not name.endswith(('~', '.flatpak'))]
    complaints = [f'{name}: not a name of the top level' for name in sorted(names)
                  if name not in TOP_LEVEL]
    for name in ('.ci/run', 'tests/run', 'src/demo/run'):
        if not project.exists(name) or not os.access(project.path(name), os.X_OK):
            complaints.append(f'{name}: not there or not executable')
    return complaints


def _camel(name):
    return ''.join(part[:1].upper() + part[1:] for part in name.split('-'))


def check_templates(project):
    """resources/ mirrors src/app/: a template has its class, a class its template."""
    complaints = []
    for name in project.files('resources', ends=('.ui',)):
        try:
            root = ElementTree.fromstring(project.read(name))
        except ElementTree.ParseError as error:
            complaints.append(f'{name}: {error}')
            continue
        template = root.find('template')
        if template is None:
            continue
        stem = name[len('resources/'):-len('.ui')]
        if not project.exists(f'src/app/{stem}.c'):
            complaints.append(f'{name}: no src/app/{stem}.c')
        expected = _camel(os.path.basename(stem))
        if template.get('class', '').lower() != expected.lower():
            complaints.append(f'{name}: the class is {template.get("class")}, not {expected}')
    for name in project.files('src/app', ends=('.c',)):
        stem = name[len('src/app/'):-len('.c')]
        if _TEMPLATE_C.search(bare_code(project.read(name))):
            if not project.exists(f'resources/{stem}.ui'):
                complaints.append(f'{name}: no resources/{stem}.ui')
    return complaints


def _translated_files(project):
    for name in project.sources('src'):
        text = re.sub(r'^[ \t]*#[ \t]*define[^\n]*', '', without_comments(project.read(name)),
                      flags=re.MULTILINE)
        if _TRANSLATED_C.search(text):
            yield name
    for name in project.files('resources', ends=('.ui',)):
        if _TRANSLATED_UI.search(project.read(name)):
            yield name
    yield from project.files('data', ends=_TRANSLATED_DATA)


def check_potfiles(project):
    lines = [line.strip() for line in project.read('po/POTFILES.in').splitlines()]
    listed = [line for line in lines if line and not line.startswith('#')]
    expected = sorted(_translated_files(project))
    complaints = [f'{name}: has strings to translate, and is not listed'
                  for name in expected if name not in listed]
    complaints += [f'{name}: does not exist' for name in listed if not project.exists(name)]
    complaints += [f'{name}: has no strings to translate' for name in listed
                   if project.exists(name) and name not in expected]
    if listed != sorted(set(listed)):
        complaints.append('the names are not sorted, or one stands twice')
    if complaints:
        complaints.append('to write it anew: python3 tests/lint/lint.py --write-potfiles')
    return [f'po/POTFILES.in: {complaint}' for complaint in complaints]


def write_potfiles(project):
    with open(project.path('po/POTFILES.in'), 'w', encoding='utf-8') as stream:
        stream.writelines(f'{name}\n' for name in sorted(_translated_files(project)))


def check_russian(project):
    """Every string has its Russian, and the file is well formed."""
    linguas = [line for line in project.read('po/LINGUAS').split() if not line.startswith('#')]
    if not project.exists('po/ru.po'):
        if 'ru' in linguas:
            return ['po/LINGUAS: names ru, and there is no po/ru.po']
        raise Skip('no po/ru.po yet')
    complaints = [] if 'ru' in linguas else ['po/LINGUAS: does not name ru']
    with tempfile.TemporaryDirectory() as folder:
        status, said = _run(_tool('msgfmt'), '--check', '--statistics', '-o',
                            os.path.join(folder, 'ru.mo'), project.path('po/ru.po'),
                            env={**os.environ, 'LC_ALL': 'C'})
        if status or 'fuzzy' in said or 'untranslated' in said:
            complaints.append(f'po/ru.po: {said}')
        complaints += _missing_from_po(project, folder)
    return complaints


def _missing_from_po(project, folder):
    """The strings of the listed files that po/ru.po lacks, as msgcmp finds them."""
    names = [line for line in project.read('po/POTFILES.in').splitlines()
             if line.strip() and not line.startswith('#')]
    if not names:
        return []
    pot = os.path.join(folder, 'all.pot')
    keywords = [f'--keyword={word}' for word in KEYWORDS]
    status, said = _run(_tool('xgettext'), '--from-code=UTF-8', '-o', pot, *keywords, *names,
                        cwd=project.root)
    if status:
        return [f'xgettext: {said}']
    if not os.path.exists(pot):
        return []
    status, said = _run(_tool('msgcmp'), '--use-untranslated', project.path('po/ru.po'), pot,
                        env={**os.environ, 'LC_ALL': 'C'})
    return [f'po/ru.po: older than the sources: {said}'] if status else []


def check_metadata(project):
    """Desktop file, metainfo, settings schema and icons are valid."""
    complaints, missing = [], []
    with tempfile.TemporaryDirectory() as folder:
        for ends, final, tool, arguments in (
                ('.desktop.in', '.desktop', 'desktop-file-validate', ()),
                ('.metainfo.xml.in', '.metainfo.xml', 'appstreamcli',
                 ('validate', '--no-net', '--pedantic'))):
            target = os.path.join(folder, APP_ID + final)
            shutil.copy(project.path(f'data/{APP_ID}{ends}'), target)
            if shutil.which(tool) is None:
                missing.append(tool)
                continue
            status, said = _run(tool, *arguments, target)
            if status:
                complaints.append(f'data/{APP_ID}{ends}: {said}')
    if shutil.which('glib-compile-schemas') is None:
        missing.append('glib-compile-schemas')
    else:
        status, said = _run('glib-compile-schemas', '--strict', '--dry-run', project.path('data'))
        if status:
            complaints.append(f'data/{APP_ID}.gschema.xml: {said}')
    complaints += _check_icons(project)
    if missing and not complaints:
        raise Skip('not installed: ' + ', '.join(missing))
    return complaints


def _check_icons(project):
    names = project.files('data', 'resources', ends=('.svg',))
    complaints = []
    for name in names:
        text = project.read(name)
        try:
            root = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            complaints.append(f'{name}: {error}')
            continue
        if not root.get('viewBox') and not (root.get('width') and root.get('height')):
            complaints.append(f'{name}: has no size')
        outside = re.search(r'href="(?!#)[^"]*"|<script|<image', text)
        if outside:
            complaints.append(f'{name}:{line_of(text, outside.start())}: refers outside itself')
    for wanted in (f'{APP_ID}.svg', f'{APP_ID}-symbolic.svg'):
        if not any(os.path.basename(name) == wanted for name in names):
            complaints.append(f'data/: no icon {wanted}')
    return complaints
