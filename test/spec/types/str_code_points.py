s = "a😀b"
print(len(s), s[1] == "😀", s[::-1] == "b😀a")  # expect: 3 True True
print(s.find("b"), s.index("b", 2), [len(c) for c in s])  # expect: 2 2 [1, 1, 1]
print("￿" < "𐀀", max("￿", "𐀀") == "𐀀")  # expect: True True
