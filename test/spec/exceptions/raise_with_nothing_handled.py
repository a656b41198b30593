def f():
    raise


try:
    f()
except RuntimeError as e:
    print(e, e.__context__)  # expect: No active exception to reraise None
    tb = e.__traceback__
    while tb is not None:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next
# expect: <module> 6
# expect: f 2
