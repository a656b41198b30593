class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10
    def __len__(self):
        return 3
print(list(Seq()), list(reversed(Seq())), 20 in Seq())  # expect: [0, 10, 20] [20, 10, 0] True
