"""Writes the levels of word-frequencies.json anew:

    python3 assets/vocabulary/word-frequencies.py PATH/TO/jieba/dict.txt

The dictionary is the one of jieba (and of the crate jieba-rs): a word, how often
it was counted, and its part of speech on each line. Words that reports use more
than newspapers do are in the lists beside it and in `own` of the file itself.
"""

import collections
import json
import math
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
FILE = HERE / "word-frequencies.json"
HAN = re.compile("^[一-龥]{1,4}$")
LEAST = 50  # Words that were counted less often are left out.
WIDTH = 86  # Characters in a row of the file.
# In bits: how common words are taken to be that reports have of their own.
OFTEN, USUAL, SET, OWN, KNOWN = 15, 17, 18, 16, 20
OFTEN_FIRST = 1200  # The frequent words of near-words.json begin with the commonest.


def rows(words):
    row = ""
    for word in sorted(words):
        if len(row) + len(word) > WIDTH:
            yield row
            row = ""
        row = f"{row} {word}".strip()
    if row:
        yield row


def main(dictionary):
    counted = [line.split() for line in open(dictionary, encoding="utf-8")]
    total = sum(int(count) for _, count, *_ in counted)
    bits = {}
    for word, count, *kind in counted:
        is_name = "".join(kind).startswith("nr")
        common = int(count) >= LEAST and HAN.match(word) and not is_name
        if common and all(sign.encode("gb2312", "ignore") for sign in word):
            bits[word] = round(math.log2(total / int(count)))

    def at_most(words, level):
        for word in words:
            if HAN.match(word) and len(word) > 1:
                bits[word] = min(bits.get(word, level), level)

    def read(name):
        return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))

    near = read("near-words")
    frequent = " ".join(near["frequent"]).split()
    at_most(frequent[:OFTEN_FIRST], OFTEN)
    at_most(frequent[OFTEN_FIRST:], USUAL)
    at_most(" ".join(near["words"]).split(), KNOWN)
    for name in ("report-phrases", "common-phrases", "set-phrases"):
        for group in read(name)["phrases"]:
            at_most(group["words"], SET)
    file = read("word-frequencies")
    at_most(" ".join(file["own"]).split(), OWN)

    levels = collections.defaultdict(list)
    for word, level in bits.items():
        levels[level].append(word)
    file["levels"] = {str(level): list(rows(levels[level])) for level in sorted(levels)}
    FILE.write_text(json.dumps(file, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
