print(format(-0j, "#"), format(1 + 2j, "#"), format(1.5j, "#"))  # expect: (-0.-0.j) (1.+2.j) 1.5j
