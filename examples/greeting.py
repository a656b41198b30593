"""Asks for a name: type it into the Debug Console."""

name = input("What is your name? ")
print(f"Hello, {name}!")  # @bp hello
