import time
from queue import Queue
from threading import Thread


def fetch_one(download, index, url, answers):
    try:
        answers.put((index, download(url), None))
    except BaseException as error:
        answers.put((index, None, error))


def download_all(download, urls):
    answers = Queue()
    for index, url in enumerate(urls):
        Thread(target=fetch_one, args=(download, index, url, answers), daemon=True).start()
    found = sorted((answers.get() for _ in urls), key=lambda answer: answer[0])
    for _, _, error in found:
        if error is not None:
            raise error
    return [result for _, result, _ in found]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
