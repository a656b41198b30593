from xml.parsers import expat

FILES = {
    'doc.dtd': b'<?xml encoding="iso-8859-1"?><!ENTITY who "J\xf6rg"><![INCLUDE[<!ATTLIST doc a CDATA "1">]]>',
    'part': b'part of <b>&who;</b>',
}


def read(document, how):
    got = []
    parsers = [expat.ParserCreate()]

    def external(context, base, system, public):
        if system is None:
            got.append('foreign')
            return 1
        inner = parsers[-1].ExternalEntityParserCreate(context)
        parsers.append(inner)
        inner.Parse(FILES[system], True)
        parsers.pop()
        return 1

    parser = parsers[0]
    parser.buffer_text = True
    parser.SetParamEntityParsing(how)
    parser.ExternalEntityRefHandler = external
    parser.StartElementHandler = lambda *args: got.append(args)
    parser.CharacterDataHandler = got.append
    parser.SkippedEntityHandler = lambda *args: got.append(args)
    parser.Parse(document, True)
    return got


DOCUMENT = '<!DOCTYPE doc SYSTEM "doc.dtd" [<!ENTITY p SYSTEM "part">]><doc>&p; &who;</doc>'
print(read(DOCUMENT, expat.XML_PARAM_ENTITY_PARSING_ALWAYS))  # expect: [('doc', {'a': '1'}), 'part of ', ('b', {}), 'Jörg', ' Jörg']
print(read(DOCUMENT, expat.XML_PARAM_ENTITY_PARSING_NEVER))  # expect: [('doc', {}), 'part of ', ('b', {}), ('who', 0), ' ', ('who', 0)]
parser = expat.ParserCreate()
parser.ExternalEntityRefHandler = lambda *args: 0
try:
    parser.Parse(DOCUMENT, True)
except expat.ExpatError as e:
    print(e)  # expect: error in processing external entity reference: line 1, column 64
parser = expat.ParserCreate()
parser.UseForeignDTD()
parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
parser.ExternalEntityRefHandler = lambda *args: print(args) or 1  # expect: (None, None, None, None)
parser.Parse('<doc/>', True)
