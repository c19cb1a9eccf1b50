#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the description of the coordinator's protocol against a coordinator: every route is described
and the other way round, and every answer of a walk over all of them is one that is described.
Arguments: the description, the program that walks."""
import json
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import yaml
except ImportError:
    print('1..0 # SKIP python3-yaml and python3-jsonschema are not here')
    sys.exit(0)


def resolve(document, node):
    """What a $ref leads to."""
    while '$ref' in node:
        target = document
        for part in node['$ref'].removeprefix('#/').split('/'):
            target = target[part]
        node = target
    return node


def describe(document):
    """{'GET /v1/drafts/': operation}; a path with an id ends in a slash, as in the program."""
    operations = {}
    for path, item in document['paths'].items():
        for method in ('get', 'put', 'post', 'delete', 'patch'):
            if method in item:
                operations[f'{method.upper()} {re.sub(r"{[^}]*}$", "", path)}'] = item[method]
    return operations


def find(operations, method, path):
    """The operation that a request is for."""
    path = path.split('?')[0]
    exact = operations.get(f'{method} {path}')
    return exact or operations.get(f'{method} {path.rsplit("/", 1)[0]}/')


def fault(document, operations, line):
    """What is wrong with an answer; None for nothing."""
    operation = find(operations, line['method'], line['path'])
    if operation is None:
        return None if line['status'] in (404, 405) else 'is of no operation'
    answer = operation['responses'].get(str(line['status']))
    if answer is None:
        return f'has status {line["status"]}, which is not described'
    answer = resolve(document, answer)
    headers = {name.lower() for name in line['headers']}
    for name, header in answer.get('headers', {}).items():
        if resolve(document, header).get('required') and name.lower() not in headers:
            return f'lacks {name}'
    kinds = answer.get('content', {})
    kind = line['headers'].get('Content-Type', '').split(';')[0]
    if kinds and kind not in kinds:
        return f'is {kind or "nothing"}'
    if not kinds:
        return 'has a body' if line.get('body') else None
    schema = kinds[kind].get('schema')
    if schema is None:
        return None
    validator = jsonschema.Draft202012Validator(
        schema, resolver=jsonschema.RefResolver('', document))
    for error in validator.iter_errors(json.loads(line['body'])):
        return f'{error.json_path}: {error.message[:200]}'
    return None


def blind(document, operations, answers):
    """Statuses that would be passed over if the description did not have them, or was without a code."""
    missed = []
    for line in answers:
        operation = find(operations, line['method'], line['path'])
        if operation is None:
            continue
        rest = {status: answer for status, answer in operation['responses'].items()
                if status != str(line['status'])}
        name = f'{line["method"]} {re.sub(r"/[^/]*$", "/", line["path"].split("?")[0])}'
        without = {name: {**operation, 'responses': rest},
                   f'{line["method"]} {line["path"].split("?")[0]}': {**operation, 'responses': rest}}
        if not fault(document, without, line):
            missed.append(f'{line["method"]} {line["path"]} {line["status"]}')
    return missed


def main():
    document = yaml.safe_load(open(sys.argv[1], encoding='utf-8'))
    with tempfile.NamedTemporaryFile('r', suffix='.ndjson', encoding='utf-8') as record:
        walk = subprocess.run([sys.argv[2], record.name], stdout=subprocess.PIPE, check=False)
        sys.stderr.buffer.write(walk.stdout)
        lines = [json.loads(line) for line in record]
    operations = describe(document)
    routes = {line['route'] for line in lines if 'route' in line}
    answers = [line for line in lines if 'route' not in line]
    faults = [f'{line["method"]} {line["path"]} {line["status"]}: {what}' for line in answers
              if (what := fault(document, operations, line))]
    walked = {id(find(operations, line['method'], line['path'])) for line in answers
              if line['status'] < 300}
    schemas = document['components']['schemas']
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    results = [
        ('an answer that is not described is noticed', blind(document, operations, answers)),
        ('the walk over all routes', [] if walk.returncode == 0 else [f'ended with {walk.returncode}']),
        ('every route is described', sorted(routes - set(operations))),
        ('what is described is a route', sorted(set(operations) - routes)),
        ('every operation was answered well once',
         [name for name, operation in operations.items() if id(operation) not in walked]),
        (f'{len(answers)} answers are as described', faults),
    ]
    print(f'1..{len(results)}')
    for number, (what, wrong) in enumerate(results, 1):
        print(f'{"not " if wrong else ""}ok {number} {what}')
        for line in wrong:
            print(f'# {line}')
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == '__main__':
    sys.exit(main())
