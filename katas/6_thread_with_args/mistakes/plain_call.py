# check: one_new_thread
# misconception: output-not-evidence

def run_with_arg(func, val):
    func(val)


def run_each(func, vals):
    for val in vals:
        func(val)


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
