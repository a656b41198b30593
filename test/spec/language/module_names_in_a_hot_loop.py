# The namespace changes while a loop of the module's own runs.
import builtins

builtins.amount = 1
total = 0
for i in range(1000):
    if i == 400:
        amount = 10
    if i == 600:
        del amount
    if i == 700:
        globals()['amount'] = 100
    if i == 800:
        exec('fresh = 1; del total; total = 0')
    total += amount
print(total, fresh)  # expect: 20000 1


# A class body's names come before the module's.
class Body:
    seen = 0
    for i in range(1000):
        seen += i % 2 and amount
    amount = 5
    for i in range(1000):
        seen += amount


print(Body.seen, amount)  # expect: 55000 100


# A mapping of another kind is asked each time.
class Counting(dict):
    def __getitem__(self, key):
        if key == 'x':
            self.asked = getattr(self, 'asked', 0) + 1
            return self.asked
        return super().__getitem__(key)


space = Counting(x=0)
exec('for i in range(1000): y = x', {}, space)
print(space['y'])  # expect: 1000
