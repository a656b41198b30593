print(1 + 2j, -2j, complex("1-2j"), complex("-j"), complex(0.0, -0.0))  # expect: (1+2j) (-0-2j) (1-2j) -1j -0j
print(repr(complex("nan+infj")), (1 + 2j).conjugate(), abs(3 + 4j))  # expect: (nan+infj) (1-2j) 5.0
