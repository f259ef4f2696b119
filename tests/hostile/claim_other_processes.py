# kata: 1
# verdict: fail|crash
"""Says hello in the name of the process that has started it."""

import gc
import json
import os
import socket


def recorder():
    return next(x for x in gc.get_objects() if type(x).__name__ == "Recorder")


def run_in_thread(func):
    passport = recorder().passport
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(passport.address)
    hello = {"m": "hello", "token": passport.token, "pid": os.getppid(), "role": "events"}
    data = json.dumps(hello).encode()
    connection.sendall(len(data).to_bytes(4, "big") + data)
    func()
