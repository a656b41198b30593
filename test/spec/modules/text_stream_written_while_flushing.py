import io


class Raw(io.RawIOBase):
    parts = []

    def writable(self):
        return True

    def write(self, data):
        if not self.parts:
            t.write('middle')
        self.parts.append(bytes(data[:6]))
        return len(data)


t = io.TextIOWrapper(Raw(), encoding='utf-8')
t.write('abc')
t.write('def')
t.write('g' * 8192)
t.flush()
print(Raw.parts)  # expect: [b'abcdef', b'middle', b'gggggg']
