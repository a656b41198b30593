"""Functions, a generator, loops and an exception that is caught: for stepping through."""


def helper(number):
    doubled = number * 2
    return doubled  # @bp helper


def countdown(number):
    while number:
        yield number  # @bp yield
        number -= 1


def main():
    total = 0
    items = {"a": [1, 2, (3, 4)], 2: "two"}
    for number in range(3):
        total += helper(number)  # @bp loop
    for number in countdown(2):
        total += number  # @bp consume
    total += max(helper(1), helper(2)) - 4  # @bp nested
    print("total", total)  # @bp print
    return total, items


def fail():
    items = []
    return items[5]  # @bp fail


main()
try:
    fail()
except IndexError as error:
    print("caught", error)
print("end")  # @bp end
