print("-".join("abc"), ",".join([]))  # expect: a-b-c 
try:
    "".join(["a", 1])
except TypeError as e:
    print(e)  # expect: sequence item 1: expected str instance, int found
