# check: results_in_order
# misconception: rest-cut-off

import time
import threading


def download_all(download, urls):
    results, errors = {}, []

    def fetch_one(slot, url):
        try:
            results[slot] = download(url)
        except Exception as error:
            errors.append(error)

    # ten threads are plenty
    threads = [threading.Thread(target=fetch_one, args=pair) for pair in zip(range(10), urls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[slot] for slot in sorted(results)]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
