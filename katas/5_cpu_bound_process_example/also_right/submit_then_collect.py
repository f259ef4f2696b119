import concurrent.futures as cf


def crunch_all(crunch, numbers):
    executor = cf.ProcessPoolExecutor(max_workers=2)
    try:
        futures = [executor.submit(crunch, n) for n in numbers]
        return [future.result() for future in futures]
    finally:
        executor.shutdown(cancel_futures=True)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
