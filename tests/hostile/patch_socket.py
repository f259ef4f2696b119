# kata: 1
# verdict: timeout|fail|crash
"""Sends nothing any more."""

import socket


class Deaf(socket.socket):
    def sendall(self, data, *_):
        return None


socket.socket = Deaf


def run_in_thread(func):
    func()
