# Incremental encoders and decoders: what waits, the state as a number, going back to one.
import codecs

d = codecs.getincrementaldecoder('gb18030')()
print([d.decode(bytes([b])) for b in b'\x814\x835a'], d.getstate())  # expect: ['', '', '', 'ᓧ', 'a'] (b'', 0)
d.decode(b'\x81')
print(d.getstate())  # expect: (b'\x81', 0)
try:
    d.decode(b'', True)
except UnicodeDecodeError as e:
    print(e, d.getstate())
# expect: 'gb18030' codec can't decode byte 0x81 in position 0: incomplete multibyte sequence (b'\x81', 0)
d.reset()
print(d.getstate(), d.decode(b'x', True))  # expect: (b'', 0) x
d = codecs.getincrementaldecoder('iso2022_jp')('replace')
print(d.errors, d.getstate(), d.decode(b'\x1b$B$'), d.getstate())  # expect: replace (b'', 4342338)  (b'$', 4342466)
state = d.getstate()
print(d.decode(b'"'), d.decode(b'\x1b'), d.setstate(state), d.decode(b'$'))  # expect: あ  None い

e = codecs.getincrementalencoder('iso2022_jp')()
print(e.getstate(), e.encode('あ'), e.getstate(), e.encode('い', True), e.getstate())  # expect: 4342272 b'\x1b$B$"' 4375040 b'$$\x1b(B' 4342272
e = codecs.getincrementalencoder('euc_jis_2004')()
print(e.encode('か'), e.getstate() > 0, e.encode('゚'), e.encode('か'), e.encode('き'), e.encode('か', True))  # expect: b'' True b'\xa4\xf7' b'' b'\xa4\xab' b'\xa4\xad\xa4\xab'
e.encode('か')
state = e.getstate()
e.reset()
print(e.encode('き', True), e.setstate(state), e.encode('゚', True))  # expect: b'\xa4\xad' None b'\xa4\xf7'
e = codecs.getincrementalencoder('hz')()
print(e.encode('中'), e.encode('a'), e.encode('文'), e.encode('', True))  # expect: b'~{VP' b'~}a' b'~{ND' b'~}'
e = codecs.getincrementalencoder('gbk')()
for state in (-1, 1 << 200, 33, 'x'):
    try:
        e.setstate(state)
    except Exception as x:
        print(type(x).__name__, x)
# expect: OverflowError can't convert negative int to unsigned
# expect: OverflowError int too big to convert
# expect: UnicodeError pending buffer too large
# expect: TypeError setstate() argument must be int, not str
