import time
import threading


def download_all(download, urls):
    slots = threading.BoundedSemaphore(4)
    results = {}
    errors = {}

    def fetch_one(index):
        with slots:
            try:
                results[index] = download(urls[index])
            except Exception as error:
                errors[index] = error

    threads = [threading.Thread(target=fetch_one, args=[index]) for index in range(len(urls))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    for error in errors.values():
        raise error
    return [results[index] for index in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
