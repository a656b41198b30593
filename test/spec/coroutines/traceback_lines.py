import traceback
async def a():
    1 / 0
async def b():
    await a()
try:
    b().send(None)
except ZeroDivisionError as e:
    print([(f.lineno, f.name) for f in traceback.extract_tb(e.__traceback__)])  # expect: [(7, '<module>'), (5, 'b'), (3, 'a')]
