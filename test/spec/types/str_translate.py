table = str.maketrans("ab", "xy", "c")
print("abcabc".translate(table), "a".translate({97: None}), "a".translate({97: "zz"}))  # expect: xyxy  zz
try:
    str.maketrans("a", "bc")
except ValueError as e:
    print(e)  # expect: the first two maketrans arguments must have equal length
