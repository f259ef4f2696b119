"""A pack with a question of each type, for those who test what is asked and how."""

from __future__ import annotations

from pathlib import Path

PACK = "format: 1\nid: mine\ntitle: My questions\n"
MISCONCEPTIONS = """\
format: 1
misconceptions:
  - id: join-gives-the-result
    belief: join() returns what the function returned.
    sentence: It returns None. Store the result, or use a Future.
    katas: [1]
"""
TYPES = """\
format: 1
topic: Each type
questions:
  - id: a-single
    rev: 1
    type: single
    level: 1
    prompt: What does `t.join()` return?
    answer: none
    options:
      - {id: none, text: "`None`"}
      - {id: result, text: the result, why: It only waits., misconception: join-gives-the-result}
    explanation: A thread has no result.
    reference: https://docs.python.org/3/library/threading.html
    hint: Think of what it waits for.
    katas: [1]
    shuffle: no
  - id: b-several
    rev: 1
    type: several
    level: 1
    prompt: Which of these wait?
    answers: [join, get]
    options:
      - {id: join, text: "`t.join()`"}
      - {id: get, text: "`q.get()`"}
      - {id: start, text: "`t.start()`", why: It returns at once.}
    explanation: Both block.
    reference: https://docs.python.org/3/
    shuffle: no
  - id: c-true-false
    rev: 1
    type: true-false
    level: 1
    prompt: A daemon thread is waited for at exit.
    answer: false
    why: It is cut off.
    explanation: That is what daemon means.
    reference: https://docs.python.org/3/
  - id: d-number
    rev: 1
    type: number
    level: 1
    prompt: How long do two sleeps of 2 s take in two threads?
    answer: 2
    tolerance: 0.1
    unit: seconds
    wrong: [{answer: 4, why: They overlap.}]
    explanation: Waits go by together.
    reference: https://docs.python.org/3/
  - id: e-text
    rev: 1
    type: text
    level: 1
    prompt: Which argument makes a thread end with the program?
    accept: [daemon]
    explanation: daemon=True does.
    reference: https://docs.python.org/3/
  - id: f-order
    rev: 1
    type: order
    level: 1
    prompt: Put in order.
    items: [{id: make, text: made}, {id: start, text: started}, {id: done, text: done}]
    rules:
      - {first: make, then: start, why: Only what exists can start.}
      - {first: start, then: done, why: Only what started can end.}
    explanation: So it goes.
    reference: https://docs.python.org/3/
  - id: g-match
    rev: 1
    type: match
    level: 1
    prompt: What suits which?
    pairs:
      - {id: io, left: downloads, right: threads, why: Waiting is cheap.}
      - {id: cpu, left: checksums, right: processes, why: Each has a GIL.}
    explanation: So it is.
    reference: https://docs.python.org/3/
    shuffle: no
  - id: h-output
    rev: 1
    type: output
    level: 1
    prompt: What is printed?
    code: |
      print("a")
      print("b")
    outputs:
      - |
        a
        b
    explanation: One after the other.
    reference: https://docs.python.org/3/
  - id: i-line
    rev: 1
    type: line
    level: 1
    prompt: Which line prints?
    code: |
      x = 1
      print(x)
    lines: [2]
    verify: {claims: [{says: guaranteed, prints: "1"}]}
    explanation: print does.
    reference: https://docs.python.org/3/
    applies: {since: 3.11}
  - id: j-free
    rev: 1
    type: free
    level: 1
    prompt: When do you join?
    answer: Before the results are used.
    rubric: [{text: before use, weight: 2}, {text: it blocks}]
    reference: https://docs.python.org/3/
"""


def write_pack(folder: Path, topic: str = TYPES) -> Path:
    """Write the pack into a folder, which is made; return it."""
    folder.mkdir(parents=True)
    for name, text in (("pack", PACK), ("misconceptions", MISCONCEPTIONS), ("types", topic)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
