print('a+b \xe9 \U0001d11e-'.encode('utf-7'))  # expect: b'a+-b +AOk +2DTdHg--'
print(b'a+-b +AOk +2DTdHg--'.decode('utf-7') == 'a+b \xe9 \U0001d11e-')  # expect: True
for bad in b'a+IK', b'a+@b', b'+AB-', b'\xff':
    try:
        bad.decode('utf-7')
    except UnicodeDecodeError as e:
        print(e.start, e.end, e.reason)
# expect: 1 4 unterminated shift sequence
# expect: 1 3 ill-formed sequence
# expect: 0 4 partial character in shift sequence
# expect: 0 1 unexpected special character
