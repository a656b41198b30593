from xml.parsers import expat

DOCUMENT = b'''<?xml version="1.0" encoding="utf-8"?>
<!-- note --><?target some  data?>
<a x="1 &lt; 2"><b/>one&#33;
<![CDATA[<two>]]></a>'''

events = []


def handler(name):
    def call(*args):
        at = parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex
        events.append((name.removesuffix('Handler'), *args, at))

    return call


parser = expat.ParserCreate()
for name in 'XmlDecl Comment ProcessingInstruction StartElement EndElement CharacterData'.split():
    setattr(parser, name + 'Handler', handler(name))
for name in 'StartCdataSection EndCdataSection Default'.split():
    setattr(parser, name + 'Handler', handler(name))
print(parser.Parse(DOCUMENT, True))  # expect: 1
todo = iter(events)
print(next(todo))  # expect: ('XmlDecl', '1.0', 'utf-8', -1, (1, 0, 0))
print(next(todo))  # expect: ('Default', '\n', (1, 38, 38))
print(next(todo))  # expect: ('Comment', ' note ', (2, 0, 39))
print(next(todo))  # expect: ('ProcessingInstruction', 'target', 'some  data', (2, 13, 52))
print(next(todo))  # expect: ('Default', '\n', (2, 34, 73))
print(next(todo))  # expect: ('StartElement', 'a', {'x': '1 < 2'}, (3, 0, 74))
print(next(todo))  # expect: ('StartElement', 'b', {}, (3, 16, 90))
print(next(todo))  # expect: ('EndElement', 'b', (3, 20, 94))
print(next(todo))  # expect: ('CharacterData', 'one', (3, 20, 94))
print(next(todo))  # expect: ('CharacterData', '!', (3, 23, 97))
print(next(todo))  # expect: ('CharacterData', '\n', (3, 28, 102))
print(next(todo))  # expect: ('StartCdataSection', (4, 0, 103))
print(next(todo))  # expect: ('CharacterData', '<two>', (4, 9, 112))
print(next(todo))  # expect: ('EndCdataSection', (4, 14, 117))
print(list(todo))  # expect: [('EndElement', 'a', (4, 17, 120))]
print(parser.intern)  # expect: {'target': 'target', 'x': 'x', 'a': 'a', 'b': 'b'}
