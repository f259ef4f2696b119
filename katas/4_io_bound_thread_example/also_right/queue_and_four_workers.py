import time
import queue
import threading


def download_all(download, urls):
    jobs = queue.Queue()
    for job in enumerate(urls):
        jobs.put(job)
    results = {}
    failures = []

    def work():
        while True:
            try:
                index, url = jobs.get_nowait()
            except queue.Empty:
                return
            try:
                results[index] = download(url)
            except Exception as failure:
                failures.append(failure)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if failures:
        raise failures[0]
    return [results[index] for index in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
