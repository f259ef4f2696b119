# check: in_threads
# misconception: output-not-evidence

import time


def download_all(download, urls):
    results = []
    for url in urls:
        results.append(download(url))
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
