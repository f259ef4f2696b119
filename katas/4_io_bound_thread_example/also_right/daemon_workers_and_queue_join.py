import time
import queue
import threading


def work(download, jobs, results):
    while True:
        index, url = jobs.get()
        try:
            results[index] = (True, download(url))
        except Exception as error:
            results[index] = (False, error)
        finally:
            jobs.task_done()


def download_all(download, urls):
    jobs = queue.Queue()
    results = [None] * len(urls)
    for _ in range(min(8, len(urls))):
        threading.Thread(target=work, args=(download, jobs, results), daemon=True).start()
    for job in enumerate(urls):
        jobs.put(job)
    jobs.join()
    for fine, outcome in results:
        if not fine:
            raise outcome
    return [outcome for _, outcome in results]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
