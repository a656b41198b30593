# What no memory holds is MemoryError at once.
huge = 10**17
for text in (
    "[0] * huge", "(0,) * huge", "'a' * huge", "b'a' * huge", "bytearray(huge)", "bytes(huge)", "'x'.ljust(huge)", "'x'.center(huge)",
    "'a'.zfill(huge)", "format(1, str(huge))", "bytearray(b'x') * huge", "(5).to_bytes(huge)",
):
    try:
        eval(text)
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__)
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
for text in "[0] * 2**63", "'a' * 2**63":
    try:
        eval(text)
    except OverflowError as e:
        print(e)
# expect: cannot fit 'int' into an index-sized integer
# expect: cannot fit 'int' into an index-sized integer
