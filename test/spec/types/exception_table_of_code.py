import dis


def plain(): pass


def guarded(f):
    try:
        f()
    except ValueError:
        return 1
    with f:
        pass


def numbers(table):
    """Entries by the layout that CPython documents: groups of six bits, bit 7 begins an entry."""
    out, n = [], 0
    for byte in table:
        if byte & 128: assert len(out) % 4 == 0
        n = n << 6 | byte & 63
        if not byte & 64:
            out.append(n)
            n = 0
    return out


print(plain.__code__.co_exceptiontable)  # expect: b''
entries = numbers(guarded.__code__.co_exceptiontable)
parsed = dis._parse_exception_table(guarded.__code__)
print(len(parsed) >= 2, len(parsed) == len(entries) // 4)  # expect: True True
print([x for e in parsed for x in (e.start // 2, (e.end - e.start) // 2, e.target // 2)] == [x for i, x in enumerate(entries[:4 * len(parsed)]) if i % 4 < 3])  # expect: True
