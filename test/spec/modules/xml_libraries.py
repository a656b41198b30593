import io
import plistlib
import xml.sax
import xmlrpc.client
from xml.dom import minidom
from xml.etree import ElementTree

root = ElementTree.fromstring('<a xmlns="urn:d"><b c="1">t&#228;</b>tail</a>')
print(root.tag, root[0].attrib, root[0].text, root[0].tail)  # expect: {urn:d}a {'c': '1'} tä tail
print(ElementTree.tostring(root))  # expect: b'<ns0:a xmlns:ns0="urn:d"><ns0:b c="1">t&#228;</ns0:b>tail</ns0:a>'
print([(event, e.tag) for event, e in ElementTree.iterparse(io.BytesIO(b'<a><b/></a>'), ('start', 'end'))])  # expect: [('start', 'a'), ('start', 'b'), ('end', 'b'), ('end', 'a')]
try:
    ElementTree.fromstring('<a>')
except ElementTree.ParseError as e:
    print(e, e.code, e.position)  # expect: no element found: line 1, column 3 3 (1, 3)
print(minidom.parseString('<a x="1"><!--c--><b/></a>').documentElement.toxml())  # expect: <a x="1"><!--c--><b/></a>


class Names(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print(name, dict(attrs))  # expect: only {'x': '1'}


xml.sax.parseString('<only x="1"/>', Names())
values = {'n': 1, 'when': [True, 2.5, b'data']}
print(plistlib.loads(plistlib.dumps(values)) == values)  # expect: True
print(xmlrpc.client.loads(xmlrpc.client.dumps((1, 'two', [3.5]), 'm')))  # expect: ((1, 'two', [3.5]), 'm')
