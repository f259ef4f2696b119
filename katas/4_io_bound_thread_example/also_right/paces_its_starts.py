import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    futures = []
    with ThreadPoolExecutor(max_workers=20) as pool:
        for url in urls:
            futures.append(pool.submit(download, url))
            time.sleep(0.01)  # spare the server
    return [future.result() for future in futures]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
