import time
from threading import Thread


class Job:
    def __init__(self, download, url):
        self.call = lambda: download(url)
        self.error = None

    def run(self):
        try:
            self.result = self.call()
        except Exception as error:
            self.error = error


def download_all(download, urls):
    jobs = [Job(download, url) for url in urls]
    for first in range(0, len(jobs), 4):
        threads = [Thread(target=job.run) for job in jobs[first : first + 4]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for job in jobs[first : first + 4]:
            if job.error is not None:
                raise job.error
    return [job.result for job in jobs]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
