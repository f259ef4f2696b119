# check: wait_together
# misconception: uneven-shares

import time
import threading


def download_all(download, urls):
    size = len(urls) // 4
    parts = [urls[n * size : (n + 1) * size] for n in range(3)] + [urls[3 * size :]]
    results, errors = [None] * 4, []

    def fetch_part(n):
        try:
            results[n] = [download(url) for url in parts[n]]
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=fetch_part, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return sum(results, [])


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
