"""Prints, as JSON, compiled patterns with subjects and what this Python's own engine makes of them."""
import json
import re
import re._compiler as compiler
import re._parser as parser

PATTERNS = [
    r'abc', r'a.c', r'a*', r'a*b', r'(a*)*', r'(a|b)*', r'(?:(a)|b)*', r'(a)|b', r'^abc$', r'(?m)^b$', r'\bfoo\b', r'\Bo',
    r'(\w+)\s(\w+)', r'(?P<x>a+)(?P=x)', r'(a)?(?(1)b|c)', r'a{2,3}', r'a{2,3}?', r'a+?b', r'(ab){2,}?c', r'(?:ab)+c',
    r'[a-z]+', r'[^a-z]+', r'[\w.-]+@[\w.-]+', r'(?i)straße', r'(?i)[à-ý]+', r'(?i)ſ|k', r'(?i)İ', r'(?=ab)a', r'(?!ab)a',
    r'(?<=a)b', r'(?<!a)b', r'(?<=(a))b\1', r'(?>a+)ab', r'a++b', r'(?:ab)*+a', r'(?:a|ab)++c', r'((a)|b)+\2', r'(a?)*?b',
    r'(?:a?)*b', r'(?:a?){3,}b', r'(a|ab)(c|bcd)(d*)', r'[一-龥]+', r'[😀-😎]', r'.😀.', r'\d+', r'(?a)\d+', r'(?a)\w+', r'\S+$',
    r'(x)?y\Z', r'(?s)a.b', r'(?:(a)(?=(b))|c)*', r'(.)\1', r'(?i)(.)\1', r'(?x) a b c # comment', r'(?:a|b|cd|ef)+?f',
    r'"(?:[^"\\]|\\.)*"', r'(\d{4})-(\d\d)-(\d\d)', r'\s*([^\s=]+)\s*=\s*(.*?)\s*$', r'((?:a|b)*?)(b+)', r'(?:(?:a)*)*b', r'',
    r'(?<![a-z])[A-Z]\w*', r'(?:x(?=y(z)?))+', r'(a)(?!\1)', r'(?:(a)|(b)){2}', r'((a){2}|b)*', r'(?!)', r'[^\W\d_]+', r'(?i:a)b',
    r'(?:ab|a)(?:c|bcd)$', r'(a(?:b(c)?)?)+', r'(?:a{0,2}){2}b', r'(?>(?:a|ab))c', r'(?:a*?)+b', r'x*(?=y)', r'(?:[ab]|c){2,}?d',
]
SUBJECTS = [
    '', 'a', 'b', 'ab', 'aab', 'abab', 'ababc', 'abcd', 'abc\n', 'a\nb\nc', 'foo bar food', 'aaaa', 'aaaab', 'bcaab', 'xyz', 'xyxyz',
    'STRASSE Straße STRAßE', 'Kk\u212a ſS', 'İi̇', 'mail me@example.org now', 'naïve Ünïcode ÀÝ', '漢字 kanji', 'a😀b 😎', '٣٤ 12',
    'say "he\\"y" or "x', '2026-11-22', ' key = value  ', 'Foo _Bar', 'aA bB', 'acbd', 'abacada', 'éclair', 'aXb', '1_a', 'cdefcdf',
]


def spans(m):
    return None if m is None else [list(m.regs), m.lastindex]


cases = []
for text in PATTERNS:
    for bytes_too in (False, True):
        if bytes_too and not text.isascii():
            continue
        source = text.encode() if bytes_too else text
        tree = parser.parse(source, 0)
        pattern = re.compile(source)
        runs = []
        for subject in SUBJECTS:
            data = subject.encode() if bytes_too else subject
            runs.append({
                'subject': data.decode('latin-1') if bytes_too else subject,
                'match': spans(pattern.match(data)),
                'fullmatch': spans(pattern.fullmatch(data)),
                'search': spans(pattern.search(data)),
                'window': spans(pattern.search(data, 1, 4)),
                'all': [spans(m) for m in pattern.finditer(data)],
            })
        cases.append({
            'pattern': text,
            'bytes': bytes_too,
            'groups': pattern.groups,
            'code': [int(word) for word in compiler._code(tree, 0)],
            'runs': runs,
        })
print(json.dumps(cases))
