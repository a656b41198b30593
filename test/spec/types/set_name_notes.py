class Stop(BaseException):
    pass


class Name:
    def __set_name__(self, owner, name):
        raise Stop


try:

    class C:
        attr = Name()
except Stop as e:
    print(e.__notes__)  # expect: ["Error calling __set_name__ on 'Name' instance 'attr' in 'C'"]
