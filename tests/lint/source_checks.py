# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the C source: format, sizes, layers, SQL, words, licence, profiles.

Each takes a Project and returns its complaints.
"""

import json
import os
import re
import shutil
import subprocess

from project import Skip, bare_code, functions, line_of, strings, without_comments

FORMAT_VERSION = '14'

MAX_FILE = 800
LONG_FILE, LONG_FILES_PERCENT = 400, 15
MAX_FUNCTION = 60
LONG_FUNCTION, LONG_FUNCTIONS_PERCENT = 40, 10
MAX_PARAMETERS = 6
MAX_SOURCES_IN_FOLDER = 25
# A share of fewer says nothing.
MIN_FOR_SHARE = 20

# What a layer may include besides itself: the table of the architecture.
_ALL_BUT_APP = {'core', 'store', 'net', 'social', 'sync', 'publish', 'report'}
LAYERS = {
    'core': set(),
    'store': {'core'},
    'net': {'core'},
    'social': {'core', 'net'},
    'sync': {'core', 'store', 'net'},
    'publish': {'core', 'store', 'net', 'social'},
    'report': {'core', 'store'},
    'coordinator': _ALL_BUT_APP,
    'app': _ALL_BUT_APP,
    'ctl': _ALL_BUT_APP | {'coordinator'},
    'demo': {'core', 'net'},
}
# The demonstration office is a leaf: the programs know only its clock and its start and end.
DEMO_ENTRANCES = re.compile(r'^demo/osr-demo-(clock|office)[a-z-]*\.h$')
DEMO_USERS = {'app', 'ctl', 'coordinator'}
# Libraries that only some layers know.
LIBRARIES = {
    'gtk/': {'app'},
    'gdk/': {'app'},
    'adwaita': {'app'},
    'libsecret/': {'app', 'coordinator', 'ctl'},
    'curl/': {'coordinator'},
    'sqlite3': {'store'},
    'libsoup/': {'net', 'social', 'coordinator', 'ctl', 'demo', 'publish'},
}

SQL = re.compile(
    r'\b(?:SELECT\s+(?:.*\bFROM\b|\w+\()|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|'
    r'UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|'
    r'(?:CREATE|DROP)\s+(?:UNIQUE\s+|TEMP\s+|VIRTUAL\s+)*(?:TABLE|INDEX|VIEW|TRIGGER)\b|'
    r'ALTER\s+TABLE\b|PRAGMA\s+\w+|BEGIN\s+(?:IMMEDIATE|EXCLUSIVE|TRANSACTION)\b|'
    r'ATTACH\s+DATABASE\b)', re.DOTALL)

# Pieces, so that this file does not hold the words themselves.
_WORDS = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b|\b[Ss]tub(?:s|bed)?\b|\bSTUB\b')
_CALLS = re.compile(r'\bg_error\s*\(|\bgoto\s+\w+\s*;')
_NESTED_LOOP = re.compile(r'\bg_main_context_iteration\b')
_NAMES = re.compile(r'(?:^|[-_])(?:utils?|helpers?|manager|misc|common)\.[ch]$')

CODE_ENDS = ('.c', '.h', '.ui', '.sql', '.py', '.sh', 'meson.build', '/run')
SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'


def check_format(project):
    tool = shutil.which('clang-format')
    if tool is None:
        raise Skip('clang-format is not installed')
    version = subprocess.run([tool, '--version'], capture_output=True, text=True).stdout
    found = re.search(r'version (\d+)', version)
    if found is None or found[1] != FORMAT_VERSION:
        raise Skip(f'clang-format {FORMAT_VERSION} is the one that counts, '
                   f'this is {version.strip()}')
    names = project.sources('src', 'tests')
    if not names:
        return []
    run = subprocess.run([tool, '--dry-run', '-Werror', '--ferror-limit=1', *names],
                         capture_output=True, text=True, cwd=project.root)
    wrong = sorted(set(re.findall(r'^([^\s:][^:\n]*):(\d+):\d+: error', run.stderr,
                                  re.MULTILINE)))
    if run.returncode and not wrong:
        return [run.stderr.strip()]
    return [f'{name}:{line}: not as .clang-format has it; run: clang-format -i {name}'
            for name, line in wrong]


def _percent_complaint(what, some, total, limit, percent):
    if total < MIN_FOR_SHARE or len(some) * 100 <= percent * total:
        return []
    return [f'{len(some)} of {total} {what} have over {limit} lines, '
            f'more than {percent} %: ' + ', '.join(some)]


def check_sizes(project):
    complaints, long_files, long_functions = [], [], []
    n_files = n_functions = 0
    for name in project.files('src', 'tests', ends=('.c',)):
        text = project.read(name)
        n_lines = text.count('\n')
        if n_lines > MAX_FILE:
            complaints.append(f'{name}: {n_lines} lines, the limit is {MAX_FILE}')
        in_src = name.startswith('src/')
        n_files += in_src
        if in_src and n_lines > LONG_FILE:
            long_files.append(f'{name} ({n_lines})')
        for function in functions(text):
            n_functions += in_src
            where = f'{name}:{function.line}: {function.name}'
            if function.length > MAX_FUNCTION:
                complaints.append(f'{where}: {function.length} lines, '
                                  f'the limit is {MAX_FUNCTION}')
            if in_src and function.length > LONG_FUNCTION:
                long_functions.append(f'{function.name} ({function.length})')
            if function.parameters > MAX_PARAMETERS:
                complaints.append(f'{where}: {function.parameters} parameters, '
                                  f'the limit is {MAX_PARAMETERS}')
    complaints += _percent_complaint('files', long_files, n_files, LONG_FILE,
                                     LONG_FILES_PERCENT)
    complaints += _percent_complaint('functions', long_functions, n_functions, LONG_FUNCTION,
                                     LONG_FUNCTIONS_PERCENT)
    return complaints + _check_folders(project)


def _check_folders(project):
    folders = {}
    for name in project.files('src', 'tests', ends=('.c',)):
        folders.setdefault(os.path.dirname(name), []).append(name)
    return [f'{folder}/: {len(names)} .c files, the limit is {MAX_SOURCES_IN_FOLDER}'
            for folder, names in folders.items() if len(names) > MAX_SOURCES_IN_FOLDER]


def _may_include(layer, included):
    other = included.split('/')[0]
    if other == layer or other in LAYERS[layer]:
        return True
    return layer in DEMO_USERS and DEMO_ENTRANCES.match(included) is not None


def check_layers(project):
    complaints = []
    for name in project.sources('src'):
        parts = name.split('/')
        layer = parts[1]
        if len(parts) < 3 or layer not in LAYERS:
            complaints.append(f'{name}: in no layer')
            continue
        text = without_comments(project.read(name))
        for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', text,
                                 re.MULTILINE):
            where = f'{name}:{line_of(text, match.start())}'
            included = match[2]
            if '..' in included.split('/'):
                complaints.append(f'{where}: "{included}": name the layer, not the way to it')
            elif match[1] == '"' and '/' in included and included.split('/')[0] in LAYERS:
                if not _may_include(layer, included):
                    complaints.append(f'{where}: src/{layer} may not use "{included}"')
            for library, users in LIBRARIES.items():
                if included.startswith(library) and layer not in users:
                    complaints.append(f'{where}: src/{layer} may not use <{included}>')
    return complaints


def check_sql(project):
    complaints = []
    for name in project.sources('src'):
        if name.startswith('src/store/'):
            continue
        for line, text in strings(project.read(name)):
            if SQL.search(text):
                complaints.append(f'{name}:{line}: SQL belongs in src/store')
    return complaints


def check_words(project):
    complaints = []
    for name in project.files('src', 'resources', 'tests', 'data', 'po'):
        if name.startswith(('tests/lint/', 'tests/data/')) or not name.endswith(CODE_ENDS):
            continue
        text = project.read(name)
        for match in _WORDS.finditer(text):
            complaints.append(f'{name}:{line_of(text, match.start())}: "{match[0]}"')
        if not name.endswith(('.c', '.h')):
            continue
        if _NAMES.search(name):
            complaints.append(f'{name}: name the file after its noun')
        code = bare_code(text)
        for match in _CALLS.finditer(code):
            complaints.append(f'{name}:{line_of(code, match.start())}: "{match[0]}"')
        if name.startswith('src/'):
            for match in _NESTED_LOOP.finditer(code):
                complaints.append(f'{name}:{line_of(code, match.start())}: "{match[0]}" '
                                  'is for tests only')
    return complaints


def check_licence(project):
    complaints = []
    for name in project.files('src', 'tests', 'resources', 'po', 'data') + ['meson.build']:
        if name.startswith('tests/data/') or not name.endswith(CODE_ENDS):
            continue
        lines = project.read(name).split('\n', 4)
        if not any(SPDX in line for line in lines[:3]):
            complaints.append(f'{name}: the first lines lack "{SPDX}"')
        elif name.endswith('.c') and not re.match(r'/\*|//| \*', lines[1]):
            complaints.append(f'{name}: the second line must begin the comment that says what '
                              'the file is for')
    if 'GNU GENERAL PUBLIC LICENSE' not in project.read('LICENSE'):
        complaints.append('LICENSE: not the GNU General Public License')
    return complaints


def _profile_ids(project):
    ids = set()
    for name in project.files('data/regulations', ends=('.json',)):
        if os.path.basename(name) == 'schema.json':
            continue
        ids.add(os.path.basename(name)[:-len('.json')])
        document = json.loads(project.read(name))
        if isinstance(document, dict) and isinstance(document.get('id'), str):
            ids.add(document['id'])
    return ids


def check_profiles(project):
    """No file of the sources knows a region, not even in a comment: a sixth one is a file."""
    ids = '|'.join(sorted(map(re.escape, _profile_ids(project))))
    if not ids:
        return []
    word = re.compile(rf'(?<![^\W_])(?:{ids})(?![^\W_])', re.IGNORECASE)
    # What the data of the demonstration are called says nothing of the code that loads them.
    data = [os.path.basename(name) for name in project.files('data/demo')]
    complaints = []
    for name in project.files('src'):
        if word.search(name):
            complaints.append(f'{name}: named after a profile')
        text = project.read(name)
        for one in data:
            text = text.replace(one, ' ' * len(one))
        complaints += [f'{name}:{line_of(text, match.start())}: names the profile "{match[0]}"'
                       for match in word.finditer(text)]
    return complaints
