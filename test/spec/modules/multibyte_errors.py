# Where an error is, how long, and what handlers make of it.
import codecs


def tried(f):
    try:
        return ascii(f())
    except (UnicodeError, TypeError, IndexError, LookupError) as e:
        return f'{type(e).__name__}: {ascii(str(e))}'


for data, encoding in [(b'a\xff\xffb', 'gbk'), (b'\x81', 'gbk'), (b'ab\x81\x30\x81', 'gb18030'), (b'\x8f\xa1', 'euc_jp'), (b'\x1b$B\x7f\x7f', 'iso2022_jp'), (b'\x1b$', 'iso2022_jp')]:
    print(tried(lambda: data.decode(encoding)), tried(lambda: data.decode(encoding, 'replace')), tried(lambda: data.decode(encoding, 'backslashreplace')))
# expect: UnicodeDecodeError: "'gbk' codec can't decode byte 0xff in position 1: illegal multibyte sequence" 'a\ufffd\ufffdb' 'a\\xff\\xffb'
# expect: UnicodeDecodeError: "'gbk' codec can't decode byte 0x81 in position 0: incomplete multibyte sequence" '\ufffd' '\\x81'
# expect: UnicodeDecodeError: "'gb18030' codec can't decode bytes in position 2-4: incomplete multibyte sequence" 'ab\ufffd' 'ab\\x81\\x30\\x81'
# expect: UnicodeDecodeError: "'euc_jp' codec can't decode bytes in position 0-1: incomplete multibyte sequence" '\ufffd' '\\x8f\\xa1'
# expect: UnicodeDecodeError: "'iso2022_jp' codec can't decode bytes in position 3-4: illegal multibyte sequence" '\ufffd' '\\x7f\\x7f'
# expect: UnicodeDecodeError: "'iso2022_jp' codec can't decode bytes in position 0-1: incomplete multibyte sequence" '\ufffd' '\\x1b\\x24'
for text, encoding in [('ab\u1234c', 'big5'), ('\U0001f600', 'euc_kr'), ('中\udc81中', 'hz')]:
    print(tried(lambda: text.encode(encoding)))
    print(*(tried(lambda: text.encode(encoding, errors)) for errors in ('ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'surrogateescape', 'unheard')))
# expect: UnicodeEncodeError: "'big5' codec can't encode character '\\u1234' in position 2: illegal multibyte sequence"
# expect: b'abc' b'ab?c' b'ab&#4660;c' b'ab\\u1234c' UnicodeEncodeError: "'big5' codec can't encode character '\\u1234' in position 2: illegal multibyte sequence" LookupError: "unknown error handler name 'unheard'"
# expect: UnicodeEncodeError: "'euc_kr' codec can't encode character '\\U0001f600' in position 0: illegal multibyte sequence"
# expect: b'' b'?' b'&#128512;' b'\\U0001f600' UnicodeEncodeError: "'euc_kr' codec can't encode character '\\U0001f600' in position 0: illegal multibyte sequence" LookupError: "unknown error handler name 'unheard'"
# expect: UnicodeEncodeError: "'hz' codec can't encode character '\\udc81' in position 1: illegal multibyte sequence"
# expect: b'~{VPVP~}' b'~{VP~}?~{VP~}' b'~{VP~}&#56449;~{VP~}' b'~{VP~}\\udc81~{VP~}' b'~{VP\x81VP~}' LookupError: "unknown error handler name 'unheard'"
codecs.register_error('test.wrong', lambda e: 3)
codecs.register_error('test.far', lambda e: ('', 99))
codecs.register_error('test.bytes', lambda e: (b'<>', e.end))
codecs.register_error('test.back', lambda e: ('?', -1))
for errors in ('test.wrong', 'test.far', 'test.bytes', 'test.back'):
    print(tried(lambda: 'a\u1234b'.encode('shift_jis', errors)), tried(lambda: b'a\xffb'.decode('shift_jis', errors)))
# expect: TypeError: 'encoding error handler must return (str, int) tuple' TypeError: 'decoding error handler must return (str, int) tuple'
# expect: IndexError: 'position 99 from error handler out of bounds' IndexError: 'position 99 from error handler out of bounds'
# expect: b'a<>b' TypeError: 'decoding error handler must return (str, int) tuple'
# expect: b'a?b' 'a?b'
seen = []
codecs.register_error('test.seen', lambda e: (seen.append(e), ('', e.end))[1])
'\u1234\u1235'.encode('gbk', 'test.seen')
print(seen[0] is seen[1], seen[1].start, seen[1].end)  # expect: True 1 2
