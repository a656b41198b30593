import json
from json import decoder, encoder


def tried(f, *args, **kw):
    try:
        return f(*args, **kw)
    except (TypeError, OverflowError) as e:
        return type(e).__name__


print(tried(json.dumps, {1: 2, 3: 4}, separators=(b', ', ': ')))  # expect: TypeError
print(tried(json.dumps, {1: 2, 3: 4}, separators=(', ', b': ')))  # expect: TypeError
print(tried(encoder.c_make_encoder, 1, None, None, None, ': ', ', ', False, False, False))  # expect: TypeError
print(tried(decoder.c_scanstring, b'xxx', 2**63))  # expect: OverflowError
