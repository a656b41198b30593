import sys
sys.set_coroutine_origin_tracking_depth(2)
async def f():
    pass
def make():
    return f()
c = make()
print([(line, name) for _, line, name in c.cr_origin])  # expect: [(6, 'make'), (7, '<module>')]
sys.set_coroutine_origin_tracking_depth(0)
c.close()
