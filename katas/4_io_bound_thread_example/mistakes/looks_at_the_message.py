# check: errors_reach_caller
# misconception: swallowed-exception

import time
import threading


def download_all(download, urls):
    results = [None] * len(urls)
    messages, errors = [""] * len(urls), {}

    def fetch_one(i):
        try:
            results[i] = download(urls[i])
        except Exception as error:
            messages[i] = str(error)
            errors[i] = error

    threads = [threading.Thread(target=fetch_one, args=(i,)) for i in range(len(urls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for i, message in enumerate(messages):
        if message:
            raise errors[i]
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
