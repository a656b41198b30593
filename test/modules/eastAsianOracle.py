# What an interpreter makes of the East Asian encodings: a digest of each, errors included, to compare two interpreters.
import hashlib
import json

ENCODINGS = (
    "gb2312 gbk gb18030 hz big5 cp950 big5hkscs "
    "cp932 shift_jis shift_jis_2004 shift_jisx0213 euc_jp euc_jis_2004 euc_jisx0213 cp949 euc_kr johab "
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr"
).split()

PAIRS = [bytes((a, b)) for a in range(256) for b in range(256)]
SEQUENCES = [bytes((a,)) for a in range(256)] + PAIRS


def failure(e):
    return f"{e.reason} {e.start}-{e.end}"


def decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        return failure(e)


def encoded(character, encoding):
    try:
        return character.encode(encoding).hex()
    except UnicodeEncodeError as e:
        return failure(e)


def digest(results):
    return hashlib.sha256("\n".join(results).encode("utf-8", "surrogatepass")).hexdigest()


def digests(encoding):
    # CPython takes `~` and a line's end between `~{` and `~}` of HZ for the end of the line, but no sequence here is
    # between them; alone and outside they are the same.
    return {
        "decoding": digest(decoded(data, encoding) for data in SEQUENCES),
        "encoding": digest(encoded(chr(c), encoding) for c in range(0x10000)),
    }


def report():
    return json.dumps({encoding: digests(encoding) for encoding in ENCODINGS})
