# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of the clauses of a regulation, read from its text.

A clause of the enacting act is in brackets; an item "1)" of a list is a clause of the clause before it.
"""

import re

FILES = {'amur': '000_', 'leningrad': '001_', 'pervomaysky': '002_', 'buryatia': '003_',
         'saratov': '004_'}
ANNEX = re.compile(r'^\W*(УТВЕРЖДЕНО?|Приложение)\b')
CLAUSE = re.compile(r'^\s*(?:\[bookmark[^\]]*\]\s*)*(\d+(?:\.\d+)?)\.\s*(?:\[bookmark[^\]]*\])?\s*\S')
ITEM = re.compile(r'^\s*(\d+)\)\s+\S')


def follows(before, number):
    """Whether NUMBER may stand after BEFORE: what else begins with digits is no clause."""
    parts, last = [int(part) for part in number.split('.')], [int(part) for part in before.split('.')]
    if len(parts) == 1:
        return parts[0] == last[0] + 1
    return parts[0] == last[0] and parts[1] == (last[1] + 1 if len(last) > 1 else 1)


def clauses_of(text):
    """The clauses of TEXT in their order: "(2)", "(2.1)", "8", "8.1"."""
    found, before, item, annex = [], '0', 0, False
    for line in text.splitlines():
        if found and not annex and ANNEX.match(line):
            annex, before, item = True, '0', 0
        clause, entry = CLAUSE.match(line), ITEM.match(line)
        if clause and follows(before, clause[1]):
            before, item, number = clause[1], 0, clause[1]
        elif entry and int(entry[1]) == item + 1:
            item, number = item + 1, f'{before}.{entry[1]}'
        else:
            continue
        found.append(number if annex else f'({number})')
    return found


def read(folder, regulation):
    """The clauses of a regulation whose text is in FOLDER."""
    path, = folder.glob(FILES[regulation] + '*.txt')
    return clauses_of(path.read_text(encoding='utf-8'))
