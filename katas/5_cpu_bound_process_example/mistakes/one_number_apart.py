# check: faster
# misconception: lopsided-shares

from multiprocessing import Pool


def crunch_share(crunch, share):
    return [crunch(number) for number in share]


def crunch_all(crunch, numbers):
    first, rest = numbers[:1], numbers[1:]
    with Pool(2) as pool:
        shares = pool.starmap(crunch_share, [(crunch, first), (crunch, rest)])
    return shares[0] + shares[1]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
