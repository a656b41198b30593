e = OSError(2, 'No such file or directory', 'spam.txt')
print(type(e).__name__, e.errno, e.strerror, e.filename, e.args)  # expect: FileNotFoundError 2 No such file or directory spam.txt (2, 'No such file or directory')
print(e)  # expect: [Errno 2] No such file or directory: 'spam.txt'
print(OSError(2, 'a', 'x', None, 'y'))  # expect: [Errno 2] a: 'x' -> 'y'
print(repr(OSError('only text')), OSError('only text').errno)  # expect: OSError('only text') None
