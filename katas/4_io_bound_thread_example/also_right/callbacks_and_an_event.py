import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock


def download_all(download, urls):
    if not urls:
        return []
    results = [None] * len(urls)
    lock, all_done = Lock(), Event()
    left = len(urls)
    problems = []

    def keep(index, future):
        nonlocal left
        problem = future.exception()
        with lock:
            if problem is not None:
                problems.append(problem)
            else:
                results[index] = future.result()
            left -= 1
            if left == 0:
                all_done.set()

    pool = ThreadPoolExecutor(max_workers=8)
    for index, url in enumerate(urls):
        future = pool.submit(download, url)
        future.add_done_callback(lambda done, index=index: keep(index, done))
    all_done.wait()
    pool.shutdown()
    if problems:
        raise problems[0]
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
