import os
import tempfile

before = os.getcwd()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("made_here.txt", "w") as file:
        file.write("text")
    print(os.listdir("."), os.path.exists(os.path.join(folder, "made_here.txt")))  # expect: ['made_here.txt'] True
    os.mkdir("sub")
    os.chdir("sub")
    print(os.path.samefile(os.getcwd(), os.path.join(folder, "sub")), sorted(os.listdir("..")))  # expect: True ['made_here.txt', 'sub']
    os.chdir(before)
print(os.getcwd() == before)  # expect: True
