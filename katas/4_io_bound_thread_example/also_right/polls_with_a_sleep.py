import threading
import time


def download_all(download, urls):
    outcomes = {}

    def fetch_one(index, url):
        try:
            outcomes[index] = download(url), None
        except Exception as error:
            outcomes[index] = None, error

    threads = [
        threading.Thread(target=fetch_one, args=(index, url)) for index, url in enumerate(urls)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.05)
    results = []
    for index in range(len(urls)):
        result, error = outcomes[index]
        if error is not None:
            raise error
        results.append(result)
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
