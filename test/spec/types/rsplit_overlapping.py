print("abcbcb".rsplit("bcb"), "aaa".rsplit("aa"), b"abcbcb".rsplit(b"bcb"), "a|b".rsplit("|"))
# expect: ['abc', ''] ['a', ''] [b'abc', b''] ['a', 'b']
