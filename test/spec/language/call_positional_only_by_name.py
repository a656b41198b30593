def f(a, b, /, c=0):
    pass


def refused(**kwargs):
    try:
        f(**kwargs)
    except TypeError as e:
        print(e)


refused(b=1, a=2)  # expect: f() got some positional-only arguments passed as keyword arguments: 'a, b'
refused(zz=1, a=2)  # expect: f() got some positional-only arguments passed as keyword arguments: 'a'
refused(cc=1)  # expect: f() got an unexpected keyword argument 'cc'. Did you mean 'c'?
