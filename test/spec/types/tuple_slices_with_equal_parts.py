# since: 3.14
# A slice whose three parts are the same number is no copy of the whole.
def fails(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


fails(lambda: (1, 2, 3)[1:1:1])  # expect: ()
fails(lambda: (1, 2, 3)[0:0:0])  # expect: ValueError slice step cannot be zero
whole = (1, 2)
print(whole[:] is whole)  # expect: True
fails(lambda: "%5 %s" % ())  # expect: TypeError not enough arguments for format string
fails(lambda: "%y" % (1,))  # expect: ValueError unsupported format character 'y' (0x79) at index 1
fails(lambda: repr(b"".decode("nope")))  # expect: ''
fails(lambda: "%5%" % ())  # expect: TypeError not enough arguments for format string
fails(lambda: "% %s" % 1)  # expect: ValueError unsupported format character '%' (0x25) at index 2
fails(lambda: "%%" % ())  # expect: %
