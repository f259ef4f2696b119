# check: waits_by_join
# misconception: event-instead-of-join

import threading


def call_and_tell(func, val, done):
    func(val)
    done.set()


def run_with_arg(func, val):
    done = threading.Event()
    threading.Thread(target=call_and_tell, args=(func, val, done)).start()
    done.wait()


def run_each(func, vals):
    events = []
    for val in vals:
        done = threading.Event()
        threading.Thread(target=call_and_tell, args=(func, val, done)).start()
        events.append(done)
    for done in events:
        done.wait()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
