print("ß".upper(), "ß".title(), "ß".casefold())  # expect: SS Ss ss
print("ΑΣ".lower() == "ας", "ǆ".title() == "ǅ")  # expect: True True
print("they're bill's".title(), "hELLO".capitalize(), "aBc".swapcase())  # expect: They'Re Bill'S Hello AbC
