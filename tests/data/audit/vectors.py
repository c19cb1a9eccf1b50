#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes merkle.json: trees and paths by the recursive definition of RFC 6962, 2.1 and 2.1.1,
independently of the program, which builds its rows from below."""
import hashlib
import json
import pathlib


def sha(data):
    return hashlib.sha256(data).digest()


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\0" + leaves[0])
    k = split(len(leaves))
    return sha(b"\1" + root(leaves[:k]) + root(leaves[k:]))


def path(index, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return path(index, leaves[:k]) + [root(leaves[k:])]
    return path(index - k, leaves[k:]) + [root(leaves[:k])]


def tree(n):
    leaves = [sha(b"event %d of %d" % (i, n)) for i in range(n)]
    places = sorted({0, n // 3, n // 2, n - 2, n - 1} & set(range(n)))
    return {
        "leaves": [leaf.hex() for leaf in leaves],
        "root": root(leaves).hex(),
        "paths": [{"index": i, "path": [h.hex() for h in path(i, leaves)]} for i in places],
    }


if __name__ == "__main__":
    sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 33, 100]
    text = json.dumps({"trees": [tree(n) for n in sizes]}, indent=1)
    pathlib.Path(__file__).with_name("merkle.json").write_text(text + "\n")
