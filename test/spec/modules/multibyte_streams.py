# Stream readers and writers, text files, and what their constructors say.
import codecs
import io
import os
import tempfile

r = codecs.getreader('euc_jp')(io.BytesIO('日本\n語a\n'.encode('euc_jp')))
print(r.read(1), r.read(1), ascii(r.readline()), r.readlines(), ascii(r.read()))  # expect: 日 本 '\n' ['語a\n'] ''
raw = io.BytesIO()
w = codecs.getwriter('shift_jis_2004')(raw)
w.writelines(['か', '゚', 'か'])
print(raw.getvalue(), w.errors, w.stream is raw)  # expect: b'\x82\xf5' strict True
w.reset()
print(raw.getvalue())  # expect: b'\x82\xf5\x82\xa9'
path = os.path.join(tempfile.mkdtemp(), 'text')
with open(path, 'w', encoding='iso2022_jp', newline='\n') as f:
    f.write('一行\n')
    f.write('二行\n')
with open(path, 'rb') as f:
    print(f.read())
# expect: b'\x1b$B0l9T\x1b(B\n\x1b$BFs9T\x1b(B\n'
with open(path, encoding='iso2022_jp') as f:
    print(f.readline(), f.tell() > 0, f.read(), end='')
# expect: 一行
# expect:  True 二行
os.remove(path)
os.rmdir(os.path.dirname(path))


class Text:
    def read(self, size=-1):
        return 'text'


for f in (
    lambda: codecs.getreader('gbk')(Text()).read(),
    lambda: codecs.getreader('gbk')(),
    lambda: codecs.getincrementaldecoder('gbk')(3),
    lambda: w.writelines(3),
    lambda: r.read('x'),
):
    try:
        print(f())
    except TypeError as e:
        print(e)
# expect: stream function returned a non-bytes object (str)
# expect: StreamReader() missing required argument 'stream' (pos 1)
# expect: IncrementalDecoder() argument 1 must be str, not int
# expect: arg must be a sequence object
# expect: arg 1 must be an integer
