# check: wait_together
# misconception: started-twice

import time
import threading


class Download(threading.Thread):
    def __init__(self, download, url):
        super().__init__()
        self.download = download
        self.url = url
        self.start()

    def run(self):
        self.result = self.download(self.url)


def download_all(download, urls):
    threads = [Download(download, url) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [thread.result for thread in threads]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
