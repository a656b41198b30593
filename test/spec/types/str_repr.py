print(repr("a'b"), repr('a"b\''), repr("\x7f\xa0\u2028\ud800\n\\"))  # expect: "a'b" 'a"b\'' '\x7f\xa0\u2028\ud800\n\\'
print(ascii("é😀"))  # expect: '\xe9\U0001f600'
