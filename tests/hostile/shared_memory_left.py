# kata: 1
# verdict: pass
"""Leaves shared memory and semaphores behind."""

import multiprocessing
import threading


from multiprocessing import shared_memory

LEFT = []


def run_in_thread(func):
    shared_memory.SharedMemory(create=True, size=1 << 20)
    LEFT.append(multiprocessing.Semaphore())
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()
