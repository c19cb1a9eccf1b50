# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one check of the style, or all: lint.py [CHECK…] [--root CHECKOUT].

Exit status 0: nothing to complain of; 1: complaints, one a line; 77: cannot be checked here.
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True

import file_checks  # noqa: E402
import source_checks  # noqa: E402
from project import Project, Skip  # noqa: E402

CHECKS = {
    'flatpak-manifest': file_checks.check_flatpak_manifest,
    'format': source_checks.check_format,
    'json': file_checks.check_json,
    'layers': source_checks.check_layers,
    'licence': source_checks.check_licence,
    'metadata': file_checks.check_metadata,
    'potfiles': file_checks.check_potfiles,
    'profiles': source_checks.check_profiles,
    'readme': file_checks.check_readme,
    'russian': file_checks.check_russian,
    'sizes': source_checks.check_sizes,
    'sql': source_checks.check_sql,
    'templates': file_checks.check_templates,
    'top-level': file_checks.check_top_level,
    'words': source_checks.check_words,
}


def run_check(name, project):
    try:
        complaints = CHECKS[name](project)
    except Skip as reason:
        print(f'{name}: skipped: {reason}')
        return 77
    except (OSError, ValueError, KeyError) as error:
        complaints = [f'{type(error).__name__}: {error}']
    for complaint in complaints:
        print(f'{name}: {complaint}')
    return 1 if complaints else 0


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description='Checks the style of the checkout.')
    parser.add_argument('checks', nargs='*', metavar='CHECK',
                        help='one of: ' + ', '.join(CHECKS) + '; all if none is named')
    parser.add_argument('--root', default=os.path.join(here, '..', '..'))
    parser.add_argument('--write-potfiles', action='store_true',
                        help='write po/POTFILES.in anew and check nothing')
    arguments = parser.parse_args()
    unknown = [name for name in arguments.checks if name not in CHECKS]
    if unknown:
        parser.error('no such check: ' + ', '.join(unknown))
    project = Project(arguments.root)
    if arguments.write_potfiles:
        file_checks.write_potfiles(Project(arguments.root))
        return 0
    results = [run_check(name, project) for name in arguments.checks or CHECKS]
    if 1 in results:
        return 1
    return 77 if results and all(result == 77 for result in results) else 0


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf-8', errors='replace')
    sys.exit(main())
