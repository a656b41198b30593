import types

for owner, name in (property, "fget"), (complex, "real"), (slice, "start"), (types.CodeType, "co_name"), (float, "real"):
    print(type(getattr(owner, name)).__name__)
# expect: member_descriptor
# expect: member_descriptor
# expect: member_descriptor
# expect: member_descriptor
# expect: getset_descriptor
try:
    property().fget = 1
except AttributeError as e:
    print(e)  # expect: readonly attribute
