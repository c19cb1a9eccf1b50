# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkout as the checks see it: its files, and C source without comments and strings.

What is right and wrong is left to the checks.
"""

import os
import re

# Alternatives in the order of a C lexer: comments, strings, character constants.
_TOKEN = re.compile(
    r'''//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*\'''',
    re.DOTALL)
_PREPROCESSOR = re.compile(r'^[ \t]*#(?:[^\n\\]|\\.|\\\n)*', re.MULTILINE)
_BODY = re.compile(r'^\{$', re.MULTILINE)
# A callback and its data count as one, and so does the signature that GTK imposes on measuring.
_CALLBACK_WITH_DATA = re.compile(r'\bGAsyncReadyCallback\s+\w+,\s*gpointer\s+\w+')
_IMPOSED = re.compile(r'\bGtkOrientation\s+\w+,\s*int\s+\w+(?:,\s*int\s*\*\s*\w+){4}')
_NAME = re.compile(r'([A-Za-z_]\w*)\s*\($')


class Skip(Exception):
    """The check cannot be made here, and says why."""


class Function:
    def __init__(self, name, line, length, parameters):
        self.name = name
        self.line = line
        self.length = length
        self.parameters = parameters


class Project:
    def __init__(self, root):
        self.root = os.path.abspath(root)

    def path(self, name):
        return os.path.join(self.root, name)

    def exists(self, name):
        return os.path.exists(self.path(name))

    def read(self, name):
        with open(self.path(name), encoding='utf-8') as stream:
            return stream.read()

    def files(self, *folders, ends=('',)):
        """The names of the files under FOLDERS that end so, sorted, relative to the top."""
        found = []
        for folder in folders:
            for at, below, names in os.walk(self.path(folder)):
                below[:] = [d for d in below if not d.startswith('.') and d != '__pycache__']
                for name in names:
                    if name.endswith(tuple(ends)) and not name.startswith('.'):
                        found.append(os.path.relpath(os.path.join(at, name), self.root))
        return sorted(found)

    def sources(self, *folders):
        return self.files(*folders, ends=('.c', '.h'))


def _blank(text):
    return re.sub(r'[^\n]', ' ', text)


def without_comments(text):
    """TEXT with its comments blanked, every line and column in its place."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m[0][0] == '/' else m[0], text)


def bare_code(text):
    """TEXT with comments, strings, characters and directives blanked, every line in its place."""
    text = _TOKEN.sub(lambda m: _blank(m[0]), text)
    return _PREPROCESSOR.sub(lambda m: _blank(m[0]), text)


def strings(text):
    """Yields (line, contents) of every string literal of TEXT, neighbours joined."""
    text = without_comments(text)
    first, joined, end = 0, '', None
    for match in _TOKEN.finditer(text):
        if match[0][0] != '"':
            continue
        if end is not None and text[end:match.start()].strip() == '':
            joined += match[0][1:-1]
        else:
            if end is not None:
                yield first, joined
            first, joined = line_of(text, match.start()), match[0][1:-1]
        end = match.end()
    if end is not None:
        yield first, joined


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


def functions(text):
    """Yields the functions that TEXT (of a .c file) defines; a body's braces stand in column 1."""
    code = bare_code(text)
    for match in _BODY.finditer(code):
        end = code.find('\n}', match.end())
        head = code[:match.start()].rstrip()
        if end < 0 or not head.endswith(')'):
            continue
        start = _opening(head)
        name = _NAME.search(head[:start + 1])
        if name is None:
            continue
        yield Function(name[1], line_of(code, name.start()),
                       code.count('\n', match.end(), end),
                       _count_parameters(head[start + 1:-1]))


def _opening(head):
    """The offset of the parenthesis that the last character of HEAD closes."""
    depth = 0
    for offset in range(len(head) - 1, -1, -1):
        if head[offset] == ')':
            depth += 1
        elif head[offset] == '(':
            depth -= 1
            if depth == 0:
                return offset
    return 0


def _count_parameters(text):
    if text.strip() in ('', 'void'):
        return 0
    text = _IMPOSED.sub('signature of the toolkit', text)
    text = _CALLBACK_WITH_DATA.sub('callback with its data', text)
    depth, count = 0, 1
    for character in text:
        depth += (character in '([{') - (character in ')]}')
        count += character == ',' and depth == 0
    return count
