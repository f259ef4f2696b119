# check: in_processes
# misconception: output-not-evidence

def crunch_all(crunch, numbers):
    results = []
    for number in numbers:
        results.append(crunch(number))
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
