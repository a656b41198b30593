# What an interpreter makes of the East Asian encodings, as digests: the same program runs on two of them.
import hashlib
import json

ENCODINGS = (
    "gb2312 gbk gb18030 hz big5 cp950 big5hkscs cp932 shift_jis shift_jis_2004 shift_jisx0213 "
    "euc_jp euc_jis_2004 euc_jisx0213 cp949 euc_kr johab iso2022_jp iso2022_jp_1 iso2022_jp_2 "
    "iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr"
).split()

# What selects the sets of characters that bytes are not of at the beginning.
SELECTING = {
    "hz": [b"~{"],
    "iso2022_jp": [b"\x1b$B", b"\x1b(J"],
    "iso2022_jp_1": [b"\x1b$(D"],
    "iso2022_jp_2": [b"\x1b$A", b"\x1b$(C", b"\x1b.A\x1bN", b"\x1b.F\x1bN"],
    "iso2022_jp_2004": [b"\x1b$(Q", b"\x1b$(P"],
    "iso2022_jp_3": [b"\x1b$(O", b"\x1b$(P"],
    "iso2022_jp_ext": [b"\x1b(I"],
    "iso2022_kr": [b"\x1b$)C\x0e"],
}


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


def decoding(encoding):
    """All bytes and all pairs of bytes, the illegal ones as escapes; the errors of all bytes and of some pairs."""
    for selecting in [b"", *SELECTING.get(encoding, [])]:
        for lead in range(256):
            first = selecting + bytes((lead,))
            alone = decoded(first, encoding)
            yield alone
            # Otherwise the first byte alone says what it is.
            if alone.startswith("incomplete"):
                pairs = [first + bytes((trail,)) for trail in range(256)]
                yield b"\n".join(pairs).decode(encoding, "backslashreplace")
                for pair in pairs[::17]:
                    yield decoded(pair, encoding)


def encoding_of_all(encoding):
    """All characters, those it has not as escapes; the errors of some."""
    yield "\n".join(map(chr, range(0x10000))).encode(encoding, "backslashreplace").hex()
    for code in range(0, 0x10000, 59):
        yield encoded(chr(code), encoding)


def digest(results):
    return hashlib.sha256("\n".join(results).encode("utf-8", "surrogatepass")).hexdigest()


def digests():
    return {name: [digest(decoding(name)), digest(encoding_of_all(name))] for name in ENCODINGS}


print(json.dumps(digests()))
