import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread


def download_all(download, urls):
    answer = {}

    def coordinate():
        try:
            with ThreadPoolExecutor(8) as pool:
                answer["results"] = list(pool.map(download, urls))
        except Exception as error:
            answer["error"] = error

    coordinator = Thread(target=coordinate)
    coordinator.start()
    coordinator.join()
    if "error" in answer:
        raise answer["error"]
    return answer["results"]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
