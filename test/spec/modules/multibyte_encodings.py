# Each of the encodings of East Asia, there and back, with the characters that make it what it is.
texts = {
    'gb2312': '中文', 'gbk': '中€囍·—'.replace('€', ''), 'gb18030': '中€囍\U0001f600é', 'hz': 'a中文~b', 'big5': '中文', 'cp950': '中€',
    'big5hkscs': '\xca\u0304\xca啫\U0002010c', 'cp932': '①日本\uf8f0～', 'shift_jis': '日本ｶ¥‾', 'shift_jis_2004': '\\~¥か゚\U00020b9f',
    'euc_jp': '日本ｶ丂', 'euc_jis_2004': 'か゚\U00020b9f', 'euc_jisx0213': '\u9b1d', 'euc_kr': '한글똠', 'cp949': '한글똠', 'johab': '한글똠ㄳ漢',
    'iso2022_jp': 'a日本¥b', 'iso2022_jp_1': '日丂', 'iso2022_jp_2': '日丂한们', 'iso2022_jp_2004': '日か゚\U00020b9f',
    'iso2022_jp_3': '日か゚', 'iso2022_jp_ext': '日ｶ', 'iso2022_kr': 'a한글b\n한',
}
for encoding, text in texts.items():
    data = text.encode(encoding)
    print(encoding, data, ascii(data.decode(encoding)))
# expect: gb2312 b'\xd6\xd0\xce\xc4' '\u4e2d\u6587'
# expect: gbk b'\xd6\xd0\x87\xd6\xa1\xa4\xa1\xaa' '\u4e2d\u56cd\xb7\u2014'
# expect: gb18030 b'\xd6\xd0\xa2\xe3\x87\xd6\x949\xfc6\xa8\xa6' '\u4e2d\u20ac\u56cd\U0001f600\xe9'
# expect: hz b'a~{VPND~}~~b' 'a\u4e2d\u6587~b'
# expect: big5 b'\xa4\xa4\xa4\xe5' '\u4e2d\u6587'
# expect: cp950 b'\xa4\xa4\xa3\xe1' '\u4e2d\u20ac'
# expect: big5hkscs b'\x88b\x88f\x94\xdc\x88E' '\xca\u0304\xca\u556b\U0002010c'
# expect: cp932 b'\x87@\x93\xfa\x96{\xa0\x81`' '\u2460\u65e5\u672c\uf8f0\uff5e'
# expect: shift_jis b'\x93\xfa\x96{\xb6\\~' '\u65e5\u672c\uff76\\~'
# expect: shift_jis_2004 b'\x81_\x81\xb0\\\x82\xf5\x98s' '\\~\xa5\u304b\u309a\U00020b9f'
# expect: euc_jp b'\xc6\xfc\xcb\xdc\x8e\xb6\x8f\xb0\xa1' '\u65e5\u672c\uff76\u4e02'
# expect: euc_jis_2004 b'\xa4\xf7\xcf\xd4' '\u304b\u309a\U00020b9f'
# expect: euc_jisx0213 b'\x8f\xfd\xbb' '\u9b1d'
# expect: euc_kr b'\xc7\xd1\xb1\xdb\xa4\xd4\xa4\xa8\xa4\xc7\xa4\xb1' '\ud55c\uae00\ub620'
# expect: cp949 b'\xc7\xd1\xb1\xdb\x8cc' '\ud55c\uae00\ub620'
# expect: johab b'\xd0e\x8bi\x99\xb1\x84D\xf7\xd3' '\ud55c\uae00\ub620\u3133\u6f22'
# expect: iso2022_jp b'a\x1b$BF|K\\\x1b(J\\\x1b(Bb' 'a\u65e5\u672c\xa5b'
# expect: iso2022_jp_1 b'\x1b$BF|\x1b$(D0!\x1b(B' '\u65e5\u4e02'
# expect: iso2022_jp_2 b'\x1b$BF|\x1b$(D0!\x1b$(CGQ\x1b$(ACG\x1b(B' '\u65e5\u4e02\ud55c\u4eec'
# expect: iso2022_jp_2004 b'\x1b$BF|\x1b$(Q$wOT\x1b(B' '\u65e5\u304b\u309a\U00020b9f'
# expect: iso2022_jp_3 b'\x1b$BF|\x1b$(O$w\x1b(B' '\u65e5\u304b\u309a'
# expect: iso2022_jp_ext b'\x1b$BF|\x1b(I6\x1b(B' '\u65e5\uff76'
# expect: iso2022_kr b'a\x1b$)C\x0eGQ1[\x0fb\n\x0eGQ\x0f' 'a\ud55c\uae00b\n\ud55c'
