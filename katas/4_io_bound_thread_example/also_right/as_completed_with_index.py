import time
import concurrent.futures as cf


def download_all(download, urls):
    results = [None] * len(urls)
    with cf.ThreadPoolExecutor(max_workers=4) as pool:
        places = {pool.submit(download, url): place for place, url in enumerate(urls)}
        for future in cf.as_completed(places):
            results[places[future]] = future.result()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
