import time
from concurrent.futures import Future
from threading import Thread


def fulfil(future: Future, download, url: str) -> None:
    try:
        future.set_result(download(url))
    except Exception as error:
        future.set_exception(error)


def in_background(download, url: str) -> Future:
    future: Future = Future()
    Thread(target=fulfil, args=(future, download, url)).start()
    return future


def download_all(download, urls: list[str]) -> list:
    return [future.result() for future in [in_background(download, url) for url in urls]]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
