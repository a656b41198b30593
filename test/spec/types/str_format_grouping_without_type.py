try:
    format("a", "_")
except ValueError as e:
    print(e)  # expect: Cannot specify '_' with 's'.
