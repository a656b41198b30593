import ssl
import tempfile
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.options |= ssl.OP_NO_TLSv1
    context.options |= ssl.OP_NO_TLSv1
    context.minimum_version = ssl.TLSVersion.TLSv1
    ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)
for w in caught:
    print(w.lineno, w.message)
# expect: 8 ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated
# expect: 10 ssl.TLSVersion.TLSv1 is deprecated
# expect: 11 ssl.PROTOCOL_TLSv1_2 is deprecated

context.minimum_version = ssl.TLSVersion.MAXIMUM_SUPPORTED
print(context.minimum_version.name)  # expect: TLSv1_3
print([v.name for v in ssl.TLSVersion][:2])  # expect: ['MINIMUM_SUPPORTED', 'SSLv3']

with tempfile.NamedTemporaryFile('w', suffix='.pem') as file:
    try:
        context.load_dh_params(file.name)
    except ssl.SSLError as e:
        print(e.library, e.reason)  # expect: PEM NO_START_LINE
    file.write('-----BEGIN CERTIFICATE-----\nno certificate\n-----END CERTIFICATE-----\n')
    file.flush()
    try:
        context.load_verify_locations(file.name)
    except ssl.SSLError as e:
        print(e.library, e.reason)  # expect: X509 None
