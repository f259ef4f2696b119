"""The answers of a question in GIFT, as Moodle reads them, to the body of one of ours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from grader.exchange.gift_syntax import Piece
from grader.exchange.gift_texts import TODO_PAIR, Reading, short
from grader.exchange.naming import Names
from grader.question import (
    Body,
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Option,
    Output,
    Pair,
    QuestionType,
    ShortText,
    WrongAnswer,
)

_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]+)?)%")
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:\.\.\s*({_NUMBER})|:\s*({_NUMBER}))?")
_MOST = 999_999_999
_TRUE_FALSE = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class Answer(NamedTuple):
    """One answer: ``=`` or ``~``, its weight in percent where it has one, text and feedback."""

    sign: str
    weight: float | None
    text: Piece
    feedback: str


def body_of(answers: Piece, reading: Reading) -> tuple[QuestionType, Body] | None:
    """Return the type and the body that the answers make; None where something is wrong.

    An empty pair of braces asks for an essay, whose model answer is not to be found here.
    """
    answers = answers.stripped()
    if not answers.raw:
        return QuestionType.FREE, Free("", ())
    found = _reader_of(answers)(answers, reading)
    return None if reading.failed else found


def _reader_of(answers: Piece) -> Callable[[Piece, Reading], tuple[QuestionType, Body]]:
    """Tell the type by the marks in it, in the order in which Moodle asks."""
    masked = answers.masked
    if masked.startswith("#"):
        return _number
    if "~" in masked:
        return _choices
    if "=" in masked and "->" in masked:
        return _matching
    if masked.partition("#")[0].strip() in _TRUE_FALSE:
        return _true_false
    return _short_answer


def _answers(piece: Piece, reading: Reading) -> Iterator[Answer]:
    """Yield the answers that begin with ``=`` or ``~``; what stands before the first is one too."""
    if not piece.raw:
        return
    starts = [found.start() for found in re.finditer("[=~]", piece.masked)]
    if not starts or piece.cut(0, starts[0]).raw.strip():
        starts.insert(0, -1)
    for start, stop in zip(starts, [*starts[1:], len(piece.raw)], strict=True):
        sign = piece.raw[start] if start >= 0 else ""
        yield _answer(sign, piece.cut(start + 1, stop).stripped(), reading)


def _answer(sign: str, piece: Piece, reading: Reading) -> Answer:
    weight = None
    if found := _WEIGHT.match(piece.raw):
        weight = float(found[1])
        piece = piece.cut(found.end()).stripped()
    if re.match(r"%-?[0-9]", piece.raw) or (weight is not None and abs(weight) > 100):
        shown = found[0] if found else piece.raw.split()[0]
        message = f'"{short(shown)}" is no percentage from -100 to 100; write it as %50%'
        reading.refuse(piece.at, message)
    text, feedback = piece.halves("#")
    if not text.raw.strip():
        reading.refuse(piece.at, f"nothing follows this {sign or 'brace'}; write an answer")
    return Answer(
        sign, weight, text.stripped(), reading.text(feedback) if feedback is not None else ""
    )


def _choices(piece: Piece, reading: Reading) -> tuple[QuestionType, Body]:
    answers = list(_answers(piece, reading))
    if len(answers) < 2:
        reading.refuse(piece.at, "a choice needs at least 2 answers, has 1; add one")
    single = any(answer.sign == "=" for answer in answers)
    weights = [_share(answer) for answer in answers]
    right = [weight >= 100 if single else weight > 0 for weight in weights]
    if not any(right):
        reading.refuse(piece.at, "no answer is right; write = before the right one")
    elif not single:
        _must_be_whole(sum(weight for weight in weights if weight > 0), piece, reading)
    names = Names()
    options = []
    for answer, weight, is_right in zip(answers, weights, right, strict=True):
        text = reading.needed(answer.text)
        if single and 0 < weight < 100:
            message = f'{weight:g}% of the credit for "{short(text)}": it counts as wrong here'
            reading.left_out.append((answer.text.at, message))
        why = answer.feedback if is_right else reading.why(answer.feedback, text)
        options.append(Option(names.given(text, "option"), text, why or None))
    chosen = tuple(o.id for o, is_right in zip(options, right, strict=True) if is_right)
    if single and len(chosen) > 1:
        message = "one of several right answers was enough; here each of them must be chosen"
        reading.left_out.append((piece.at, message))
    several = not single or len(chosen) > 1
    kind = QuestionType.SEVERAL if several else QuestionType.SINGLE
    return kind, Choices(tuple(options), chosen)


def _share(answer: Answer) -> float:
    if answer.weight is not None:
        return answer.weight
    return 100.0 if answer.sign == "=" else 0.0


def _must_be_whole(total: float, piece: Piece, reading: Reading) -> None:
    if abs(total - 100) > 1:
        message = f"the percentages of the right answers add up to {total:g}; make them 100"
        reading.refuse(piece.at, message)


def _true_false(piece: Piece, reading: Reading) -> tuple[QuestionType, Body]:
    word, feedback = piece.halves("#")
    wrong, right = feedback.halves("#") if feedback is not None else (None, None)
    answer = _TRUE_FALSE[word.raw.strip()]
    reading.praise = reading.text(right) if right is not None else ""
    why = reading.why(reading.text(wrong) if wrong is not None else "", str(not answer))
    options = tuple(
        Option(name, name.capitalize(), None if answer == (name == "true") else why, pinned=True)
        for name in ("true", "false")
    )
    return QuestionType.TRUE_FALSE, Choices(options, ("true" if answer else "false",))


def _refuse_near_miss(piece: Piece, reading: Reading) -> None:
    """Refuse a lone word that may have been meant as TRUE or FALSE.

    Moodle's documentation lets a single short answer go without its ``=`` only "as long as it
    cannot be confused as True-False".
    """
    word = piece.halves("#")[0].stripped()
    near = [full for full in ("TRUE", "FALSE") if word.raw.upper() == full[0]]
    near = near or difflib.get_close_matches(word.raw.upper(), ("TRUE", "FALSE"), 1, 0.75)
    if near:
        message = f'"{word.raw}" is neither TRUE nor FALSE; did you mean {near[0]}? '
        reading.refuse(word.at, f"{message}If it is a short answer, write ={word.raw}")


def _matching(piece: Piece, reading: Reading) -> tuple[QuestionType, Body]:
    names = Names()
    pairs, extra = [], []
    starts = [found.start() for found in re.finditer("=", piece.masked)]
    for start, stop in zip(starts, [*starts[1:], len(piece.raw)], strict=True):
        one = piece.cut(start + 1, stop).stripped()
        left, right = one.halves("->")
        if right is None or not right.raw.strip():
            reading.refuse(one.at, 'no "->" and right-hand side here; write =left -> right')
            continue
        other = " ".join(right.value.split())
        if left.raw.strip():
            text = reading.needed(left)
            why = reading.why("", text, TODO_PAIR)
            pairs.append(Pair(names.given(text, "pair"), text, other, why))
        else:
            extra.append(other)
    if len(pairs) < 2 and not reading.failed:
        reading.refuse(piece.at, f"a match needs at least 2 pairs, has {len(pairs)}; add one")
    return QuestionType.MATCH, Matching(tuple(pairs), tuple(extra))


def _short_answer(piece: Piece, reading: Reading) -> tuple[QuestionType, Body]:
    accept, wrong = [], []
    if "=" not in piece.masked:
        _refuse_near_miss(piece, reading)
    for answer in _answers(piece, reading):
        text = _without_stars(answer, reading)
        weight = 100.0 if answer.weight is None else answer.weight
        if weight == 100:
            accept.append(text)
            reading.praise = reading.praise or answer.feedback
        elif text and answer.feedback:
            _tell_partial(weight, text, answer, reading)
            wrong.append(WrongAnswer(text, answer.feedback))
        elif text:
            message = f'"{short(text)}" with {weight:g}% of the credit and no feedback'
            reading.left_out.append((answer.text.at, message))
    if not any(accept):
        reading.refuse(piece.at, "no answer is right; write =%100% before the right one")
    right = tuple(dict.fromkeys(accept))
    if reading.was == QuestionType.OUTPUT:
        return QuestionType.OUTPUT, Output(right, tuple(wrong))
    return QuestionType.TEXT, ShortText(right, False, tuple(wrong))


def _without_stars(answer: Answer, reading: Reading) -> str:
    """Return a short answer; a star that would match any text is told of, ``\\*`` is a star."""
    text = " ".join(answer.text.value.split())
    if "*" in text.replace(r"\*", ""):
        message = f'the wildcard in "{short(text)}"'
        if text == "*":
            reading.left_out.append((answer.text.at, "what is said to every other answer"))
            return ""
        reading.left_out.append((answer.text.at, message))
    return text.replace(r"\*", "*")


def _number(piece: Piece, reading: Reading) -> tuple[QuestionType, Body]:
    body, other = piece.cut(1).halves("~")
    if other is not None and other.raw.strip(" \t\n#"):
        reading.left_out.append((other.at, "what is said to every other answer"))
    right: list[tuple[float, float]] = []
    wrong = []
    for answer in _answers(body.stripped(), reading):
        found = _range(answer, reading)
        weight = 100.0 if answer.weight is None else answer.weight
        if found is None:
            continue
        if weight == 100:
            right.append(found)
            reading.praise = reading.praise or answer.feedback
        elif answer.feedback:
            _tell_partial(weight, f"{found[0]:g}", answer, reading)
            wrong.append(WrongAnswer(f"{found[0]:.12g}", answer.feedback))
        else:
            message = f"{found[0]:g} with {weight:g}% of the credit and no feedback"
            reading.left_out.append((answer.text.at, message))
    if not right:
        if not reading.failed:
            reading.refuse(piece.at, "no number is right; write it after the {#")
        return QuestionType.NUMBER, Number(0)
    if reading.was == QuestionType.LINE and all(n.is_integer() and not t for n, t in right):
        return QuestionType.LINE, FindLine(tuple(int(n) for n, _ in right), tuple(wrong))
    for each in right[1:]:
        reading.left_out.append((piece.at, f"a second right number, {each[0]:g}"))
    return QuestionType.NUMBER, Number(*right[0], None, tuple(wrong))


def _range(answer: Answer, reading: Reading) -> tuple[float, float] | None:
    """Return a number and its tolerance, from ``3``, ``3:0.1`` or ``2.9..3.1``."""
    text = answer.text.raw.strip()
    found = _RANGE.fullmatch(text)
    if found is None:
        if text and not reading.failed:
            message = f'"{short(text)}" is no number; write 3, or 3:0.1, or 2.9..3.1'
            reading.refuse(answer.text.at, message)
        return None
    first, last, tolerance = (float(each) if each else None for each in found.groups())
    assert first is not None
    if max(abs(first), abs(last or 0), tolerance or 0) > _MOST:
        reading.refuse(answer.text.at, f"{short(text)} is too large; the most is {_MOST}")
        return None
    if last is not None:
        return round((first + last) / 2, 9), round(abs(last - first) / 2, 9)
    return first, tolerance or 0.0


def _tell_partial(weight: float, text: str, answer: Answer, reading: Reading) -> None:
    if weight > 0:
        message = f'{weight:g}% of the credit for "{short(text)}": it counts as wrong here'
        reading.left_out.append((answer.text.at, message))
