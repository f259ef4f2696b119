import time
from threading import Thread


class Download(Thread):
    def __init__(self, download, url):
        super().__init__(name=f"download {url}")
        self.download = download
        self.url = url
        self.result = None
        self.error = None

    def run(self):
        try:
            self.result = self.download(self.url)
        except Exception as error:
            self.error = error

    def value(self):
        self.join()
        if self.error is not None:
            raise self.error
        return self.result


def download_all(download, urls):
    downloads = [Download(download, url) for url in urls]
    for each in downloads:
        each.start()
    return [each.value() for each in downloads]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
