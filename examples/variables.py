"""Values of every kind, to be expanded in the Variables view."""


class Point:
    kind = "point"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    @property
    def length(self):
        return (self.x**2 + self.y**2) ** 0.5


def total(numbers):
    result = 0
    for number in numbers:
        result += number  # @bp add
    return result


def main():
    numbers = list(range(250))
    table = {"one": 1, 2: "two", (3, 4): [5, 6]}
    point = Point(3, 4)
    words = {"only"}
    text = "ä𝄞\n"
    big = 2**100
    print(total(numbers[:4]), table, point.length, words, text, big)  # @bp main


main()
