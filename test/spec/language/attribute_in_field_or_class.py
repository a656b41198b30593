import io


class Reader(io.BytesIO):
    done = False

    def read(self, n):
        if self.done:
            return b'end'
        self.done = self.tell() == 5
        return super().read(n)


results = set()
for _ in range(3000):
    reader = Reader(b'0123456789')
    results.add((reader.read(5), reader.read(5), reader.read(5)))
print(results)  # expect: {(b'01234', b'56789', b'end')}
