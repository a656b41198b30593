# An encoding of one byte a character is read where its markup is ASCII's, one with several bytes not at all.
import xml.etree.ElementTree as ET

for encoding in ('cp437', 'koi8-r', 'cp037', 'cp864', 'mac_arabic', 'gbk', 'xxx'):
    try:
        print(encoding, ET.XML(f"<?xml version='1.0' encoding='{encoding}'?><xml/>".encode()).tag)
    except (SyntaxError, LookupError, ValueError) as e:
        print(encoding, type(e).__name__, e)
# expect: cp437 xml
# expect: koi8-r xml
# expect: cp037 ParseError unknown encoding: line 1, column 30
# expect: cp864 ParseError unknown encoding: line 1, column 30
# expect: mac_arabic ParseError unknown encoding: line 1, column 30
# expect: gbk ValueError multi-byte encodings are not supported
# expect: xxx LookupError unknown encoding: xxx
