from multiprocessing import Pool


def crunch_all(crunch, numbers):
    pool = Pool(processes=4)
    try:
        results = [result for result in pool.imap(crunch, numbers)]
        pool.close()
    except BaseException:
        pool.terminate()
        raise
    finally:
        pool.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
