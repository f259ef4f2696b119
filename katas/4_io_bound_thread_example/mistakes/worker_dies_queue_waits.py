# check: errors_reach_caller
# misconception: exceptions-stay-in-thread

import time
import queue
import threading


def download_all(download, urls):
    jobs = queue.Queue()
    results = [None] * len(urls)

    def work():
        while True:
            index, url = jobs.get()
            results[index] = download(url)
            jobs.task_done()

    for _ in range(4):
        threading.Thread(target=work, daemon=True).start()
    for job in enumerate(urls):
        jobs.put(job)
    jobs.join()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
