print("abc".replace("", "-"), "aaa".replace("a", "b", 2), "".replace("", "x"))  # expect: -a-b-c- bba x
print("aaa".count("aa"), "abc".count(""), "abc".find("", 3), "abc".find("", 4))  # expect: 1 4 3 -1
