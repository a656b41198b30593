# since: 3.14
# A source in any encoding that the codec registry knows, and what is wrong with others.
import codecs


def run(source):
    try:
        exec(compile(source, '<source>', 'exec'))
    except SyntaxError as e:
        print(e.msg, '|', e.lineno, e.offset, e.text and ascii(e.text), e.end_offset)
    except Exception as e:
        print(type(e).__name__, e)


text = '日本語'
for encoding in ('shift_jis', 'euc-jp', 'iso2022_jp', 'gb18030', 'BIG5', 'utf-7'):
    run(f'# -*- coding: {encoding} -*-\nprint(ascii("{text}"))'.encode(encoding))
# expect: '\u65e5\u672c\u8a9e'
# expect: '\u65e5\u672c\u8a9e'
# expect: '\u65e5\u672c\u8a9e'
# expect: '\u65e5\u672c\u8a9e'
# expect: '\u65e5\u672c\u8a9e'
# expect: '\u65e5\u672c\u8a9e'
run(b'# vim: set fileencoding=koi8-r :\nprint(ascii("\xc1"))')  # expect: '\u0430'
run(b'# coding: gbk\r\nx = 1\r\ny = "\xff\xff"\r\n')  # expect: 'gbk' codec can't decode byte 0xff in position 25: illegal multibyte sequence | 0 -1 None None
run(b'# coding: gbk\nx = "\xd6')  # expect: 'gbk' codec can't decode byte 0xd6 in position 19: illegal multibyte sequence | 0 -1 None None
run(b'# coding: cp1252\nx = "\x81"\n')  # expect: 'charmap' codec can't decode byte 0x81 in position 22: character maps to <undefined> | 0 -1 None None
run(b'# coding: us-ascii\nx = "\xe9"\n')  # expect: 'ascii' codec can't decode byte 0xe9 in position 24: ordinal not in range(128) | 0 -1 None None
run(b'# coding: rot13\ncevag(1)\n')  # expect: 'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs | 0 -1 None None
run(b'# coding: unheard_of-8\n')  # expect: unknown encoding: unheard_of-8 | 0 -1 None None
run(b'# coding: undefined\n')  # expect: undefined encoding | 0 -1 None None
run('# coding: gbk\nprint("中" 3)\n'.encode('gbk'))  # expect: invalid syntax. Perhaps you forgot a comma? | 2 7 'print("\u4e2d" 3)\n' 12
run(b'x = 1\ny = "\xe9"; z\n')  # expect: Non-UTF-8 code starting with '\xe9' on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details | 2 6 'y = "\ufffd"; z' 6


class Failing(codecs.Codec):
    def decode(self, data, errors='strict'):
        raise RuntimeError('no decoder')


def search(name):
    return codecs.CodecInfo(Failing().encode, Failing().decode, name=name) if name == 'failing_codec' else None


codecs.register(search)
run(b'# coding: failing-codec\n')  # expect: RuntimeError no decoder
