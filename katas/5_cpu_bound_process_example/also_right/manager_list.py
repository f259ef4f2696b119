import multiprocessing


class Cruncher(multiprocessing.Process):
    def __init__(self, crunch, number, place, results):
        super().__init__()
        self.crunch = crunch
        self.number = number
        self.place = place
        self.results = results

    def run(self):
        try:
            self.results[self.place] = ("ok", self.crunch(self.number))
        except Exception as e:
            self.results[self.place] = ("error", e)


def crunch_all(crunch, numbers):
    with multiprocessing.Manager() as manager:
        results = manager.list([None] * len(numbers))
        crunchers = [Cruncher(crunch, n, i, results) for i, n in enumerate(numbers)]
        [c.start() for c in crunchers]
        [c.join() for c in crunchers]
        out = []
        for state, value in results:
            if state == "error":
                raise value
            out.append(value)
        return out


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
