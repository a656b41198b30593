e = SyntaxError('msg', ('dir/f.py', 3, 4, 'text', 3, 8))
print(e, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)  # expect: msg (f.py, line 3) dir/f.py 3 4 text 3 8
