import time

t = time.gmtime(0)
for f in (
    lambda: time.struct_time(t, {"tm_year": 0}),
    lambda: time.struct_time(t, 5),
    lambda: setattr(t, "tm_year", 1),
    lambda: t.__replace__(nope=1),
):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)
# expect: time.struct_time() got duplicate or unexpected field name(s)
# expect: time.struct_time() takes a dict as second arg, if any
# expect: readonly attribute
# expect: Got unexpected field name(s): ['nope']
