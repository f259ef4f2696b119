import multiprocessing
import os

DONE = None


def worker(crunch, jobs, answers):
    for place, number in iter(jobs.get, DONE):
        try:
            answers.put((place, crunch(number), None))
        except Exception as error:
            answers.put((place, None, error))


def crunch_all(crunch, numbers):
    context = multiprocessing.get_context("spawn")
    jobs, answers = context.Queue(), context.Queue()
    team = [
        context.Process(target=worker, args=(crunch, jobs, answers), daemon=True)
        for _ in range(max(2, len(os.sched_getaffinity(0))))
    ]
    for member in team:
        member.start()
    for job in enumerate(numbers):
        jobs.put(job)
    for _ in team:
        jobs.put(DONE)
    found = {}
    errors = []
    for _ in numbers:
        place, result, error = answers.get()
        found[place] = result
        if error:
            errors.append(error)
    for member in team:
        member.join()
    if errors:
        raise errors[0]
    return [found[place] for place in sorted(found)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))
