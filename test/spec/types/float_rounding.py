print(round(2.5), round(3.5), round(2.675, 2), round(-1.5))  # expect: 2 4 2.67 -2
print(round(1234.5678, -2), round(5e15, -15), type(round(1.0)).__name__)  # expect: 1200.0 5000000000000000.0 int
