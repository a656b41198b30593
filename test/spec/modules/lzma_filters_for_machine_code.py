# Calls become places and back; what xz wrote with them is read, whatever the pieces.
import lzma

X86, POWERPC, IA64, ARM, ARMTHUMB, SPARC = 4, 5, 6, 7, 8, 9
CODE = {
    X86: b'\xe8\x10\x00\x00\x00\x90\xe9\xf0\xff\xff\xff\x0f\xe8\x05\x00\x00\x00\xc3',
    POWERPC: b'\x48\x00\x01\x01\x60\x00\x00\x00\x4b\xff\xff\xf1',
    IA64: (0x10 | (5 << 37 | 0x1234 << 13) << 87).to_bytes(16, 'little'),
    ARM: b'\x08\x00\x00\xeb\x00\x00\xa0\xe1\xfd\xff\xff\xeb',
    ARMTHUMB: b'\x00\xf0\x08\xf8\x70\x47\xff\xf7\xfc\xff',
    SPARC: b'\x40\x00\x00\x08\x01\x00\x00\x00\x7f\xff\xff\xfe',
}
for number, code in CODE.items():
    code *= 40
    chain = [{'id': number, 'start_offset': 64}, {'id': lzma.FILTER_LZMA2}]
    packed = lzma.compress(code, lzma.FORMAT_XZ, filters=chain)
    plain = lzma.decompress(lzma.compress(code, lzma.FORMAT_RAW, filters=chain), lzma.FORMAT_RAW, filters=chain[1:])
    reader = lzma.LZMADecompressor()
    pieces = [reader.decompress(packed[i : i + 7]) for i in range(0, len(packed), 7)]
    print(number, plain != code, b''.join(pieces) == code, sum(plain) % 65521)
# expect: 4 True True 57915
# expect: 5 True True 20235
# expect: 6 True True 10640
# expect: 7 True True 40600
# expect: 8 True True 57160
# expect: 9 True True 11440
print(lzma._encode_filter_properties({'id': ARM, 'start_offset': 64}))  # expect: b'@\x00\x00\x00'
print(lzma._decode_filter_properties(SPARC, b'\x40\x00\x00\x00'))  # expect: {'id': 9, 'start_offset': 64}
for spec in {'id': ARM, 'start_offset': 2}, {'id': X86, 'dist': 1}:
    try:
        lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[spec, {'id': lzma.FILTER_LZMA2}])
    except (lzma.LZMAError, ValueError) as e:
        print(e)
# expect: Invalid or unsupported options
# expect: Invalid filter specifier for BCJ filter
