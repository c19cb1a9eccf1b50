# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of the shipped data in which one profile may be changed; the core's tests read it through
OSR_TEST_DATA."""

import json
import pathlib
import tempfile

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'


class Workplace:
    """The copy: links to all that stays, and a file for the profile of one regulation."""

    def __init__(self, regulation):
        self.folder = tempfile.TemporaryDirectory()
        self.place = pathlib.Path(self.folder.name)
        self.profile = self.place / 'regulations' / f'{regulation}.json'
        for entry in DATA.iterdir():
            if entry.name != 'regulations':
                (self.place / entry.name).symlink_to(entry)
        (self.place / 'regulations').mkdir()
        for entry in (DATA / 'regulations').glob('*.json'):
            if entry.name != self.profile.name:
                (self.place / 'regulations' / entry.name).symlink_to(entry)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write(self, document):
        """Puts DOCUMENT there."""
        self.profile.write_text(json.dumps(document, ensure_ascii=False), encoding='utf-8')
