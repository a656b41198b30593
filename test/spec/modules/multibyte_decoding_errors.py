# How long the illegal sequence is: as long as what the encoding could have meant.
for encoding, data in [
    ('shift_jisx0213', b'\x87\x9fA'),
    ('shift_jis_2004', b'\x87\x40A\x87\x3fA'),
    ('euc_jisx0213', b'\xae\xa1A'),
    ('iso2022_jp_3', b'\x1b$(O\x2e\x21"2\x1b$(P\x7d\x3b\x1b(BA'),
    ('iso2022_jp_2', b'\x1b$(C\x20AA!'),
    ('euc_kr', b'\xa4\xd4\xa4\xa1\xa4\xa1\xa4\xd4'),
    ('johab', b'\x84\x40\xda\xa1\xd8a'),
    ('gb18030', b'\x81\x30\xff\x30\xfe\x39\xfe\x39'),
    ('hz', b'~{~a~}\x80~'),
    ('hz', b'~~~\n~{~\n~~~}'),
    ('iso2022_jp_2', b'\x1b.F\x1bN\x61\x1bN\x7f\x1bN\xe1'),
]:
    print(encoding, ascii(data.decode(encoding, 'backslashreplace')))
# expect: shift_jisx0213 '\\x87\\x9fA'
# expect: shift_jis_2004 '\u2460A\\x87?A'
# expect: euc_jisx0213 '\\xae\\xa1A'
# expect: iso2022_jp_3 '\\x2e\\x21~\u9b1cA'
# expect: iso2022_jp_2 '\\x20\\x41\uc810'
# expect: euc_kr '\\xa4\u6e21\xb7\xb7\\xd4'
# expect: johab '\\x84@\\xda\ubadaa'
# expect: gb18030 '\\x810\\xff0\\xfe9\\xfe\\x39'
# expect: hz '\\x7e\u72fa\\x7d\\x80\\x7e'
# expect: hz '~\\x7e\\x0a\\x7e\\x7e'
# expect: iso2022_jp_2 '\u03b1\\x1b\\x4e\\x7fa'
print('～'.encode('euc_jis_2004'), '～'.encode('shift_jis_2004', 'replace'), '～'.encode('iso2022_jp_2004', 'replace'))  # expect: b'\xa2\xb2' b'?' b'?'
