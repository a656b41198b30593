from xml.parsers import expat


def error(document, **settings):
    parser = expat.ParserCreate(**settings)
    try:
        parser.Parse(document, True)
    except expat.ExpatError as e:
        return f'{e} [{e.code} {e.lineno} {e.offset} {parser.ErrorByteIndex}]'
    return 'fine'


print(error(''))  # expect: no element found: line 1, column 0 [3 1 0 0]
print(error('<a>\n<b></a>'))  # expect: mismatched tag: line 2, column 5 [7 2 5 9]
print(error('<a b="1" b="2"/>'))  # expect: duplicate attribute: line 1, column 9 [8 1 9 9]
print(error('<a>\n  &nothing;</a>'))  # expect: undefined entity: line 2, column 2 [11 2 2 6]
print(error('<a/><b/>'))  # expect: junk after document element: line 1, column 4 [9 1 4 4]
print(error('<a>]]></a>'))  # expect: not well-formed (invalid token): line 1, column 5 [4 1 5 5]
print(error(b'<a>\xe9t\xe9</a>'))  # expect: not well-formed (invalid token): line 1, column 3 [4 1 3 3]
print(error(b'<a>\xc3'))  # expect: partial character: line 1, column 3 [6 1 3 3]
print(error('<a><!-- '))  # expect: unclosed token: line 1, column 3 [5 1 3 3]
print(error('<a>&#xd800;</a>'))  # expect: reference to invalid character number: line 1, column 3 [14 1 3 3]
print(error('<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>'))  # expect: recursive entity reference: line 1, column 35 [12 1 35 35]
print(error('<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>'))  # expect: syntax error: line 1, column 29 [2 1 29 29]
print(error('<a> <?xml version="1.0"?></a>'))  # expect: XML or text declaration not at start of entity: line 1, column 4 [17 1 4 4]
print(error(b'<?xml version="1.0" encoding="utf-16"?><a/>'))  # expect: encoding specified in XML declaration is incorrect: line 1, column 30 [19 1 30 30]
print(error(b'<?xml version="1.0" standalone="maybe"?><a/>'))  # expect: XML declaration not well-formed: line 1, column 32 [30 1 32 32]
print(error('<p:a/>', namespace_separator=' '))  # expect: unbound prefix: line 1, column 0 [27 1 0 0]
print(error('<a xmlns:xml="urn:x"/>', namespace_separator=' '))  # expect: reserved prefix (xml) must not be undeclared or bound to another namespace name: line 1, column 0 [38 1 0 0]
parser = expat.ParserCreate()
parser.Parse('<a/>', True)
try:
    parser.Parse('<a/>')
except expat.ExpatError as e:
    print(e, expat.ErrorString(e.code) == expat.errors.XML_ERROR_FINISHED)  # expect: parsing finished: line 1, column 4 True
try:
    expat.ParserCreate(encoding='nonsense').Parse(b'<a/>', True)
except LookupError as e:
    print(e)  # expect: unknown encoding: nonsense
