from xml.parsers import expat

DOCUMENT = '''<!DOCTYPE doc PUBLIC "-//X
  Y" "file.dtd" [
<!ELEMENT doc (a?,(b|c)*,d+)>
<!ELEMENT a (#PCDATA|b)*>
<!ELEMENT b EMPTY>
<!ATTLIST doc id ID #REQUIRED kind (x | y) "x" pic NOTATION (gif) #IMPLIED>
<!NOTATION gif PUBLIC "viewer">
<!ENTITY text "some &#60;b/> <b/>">
<!ENTITY outside SYSTEM "o.xml">
<!ENTITY picture SYSTEM "p.gif" NDATA gif>
<!ENTITY % parts "<!ENTITY inner 'deep'>">
%parts;
]><doc/>'''

events = []
parser = expat.ParserCreate()
parser.SetBase('here')
for name in 'ElementDecl AttlistDecl EntityDecl NotationDecl StartDoctypeDecl EndDoctypeDecl SkippedEntity'.split():
    setattr(parser, name + 'Handler', lambda *args, name=name: events.append((name, *args)))
parser.Parse(DOCUMENT, True)
todo = iter(events)
print(next(todo))  # expect: ('StartDoctypeDecl', 'doc', 'file.dtd', '-//X Y', 1)
print(next(todo))  # expect: ('ElementDecl', 'doc', (6, 0, None, ((4, 1, 'a', ()), (5, 2, None, ((4, 0, 'b', ()), (4, 0, 'c', ()))), (4, 3, 'd', ()))))
print(next(todo))  # expect: ('ElementDecl', 'a', (3, 2, None, ((4, 0, 'b', ()),)))
print(next(todo))  # expect: ('ElementDecl', 'b', (1, 0, None, ()))
print(next(todo))  # expect: ('AttlistDecl', 'doc', 'id', 'ID', None, 1)
print(next(todo))  # expect: ('AttlistDecl', 'doc', 'kind', '(x|y)', 'x', 0)
print(next(todo))  # expect: ('AttlistDecl', 'doc', 'pic', 'NOTATION(gif)', None, 0)
print(next(todo))  # expect: ('NotationDecl', 'gif', 'here', None, 'viewer')
print(next(todo))  # expect: ('EntityDecl', 'text', 0, 'some <b/> <b/>', 'here', None, None, None)
print(next(todo))  # expect: ('EntityDecl', 'outside', 0, None, 'here', 'o.xml', None, None)
print(next(todo))  # expect: ('EntityDecl', 'picture', 0, None, 'here', 'p.gif', None, 'gif')
print(next(todo))  # expect: ('EntityDecl', 'parts', 1, "<!ENTITY inner 'deep'>", 'here', None, None, None)
print(list(todo))  # expect: [('EndDoctypeDecl',)]
