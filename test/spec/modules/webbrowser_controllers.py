# webbrowser: the user's browser is what $BROWSER says; pages are handed to it as its kind of program wants them.
import os
import subprocess
import sys
import tempfile
import webbrowser

folder = tempfile.mkdtemp()
shown = os.path.join(folder, "shown")
script = os.path.join(folder, "show.py")
with open(script, "w") as f:
    f.write(f"import sys\nopen({shown!r}, 'a').write(sys.argv[1] + ';')\n")
browser = webbrowser.GenericBrowser([sys.executable, "-S", script, "%s"])
print(browser.open("http://x/"), browser.open_new("http://y/"), open(shown).read())  # expect: True True http://x/;http://y/;
print(webbrowser.GenericBrowser("/no/such/program").open("http://x/"))  # expect: False

webbrowser.register("Mine", None, browser, preferred=True)
print(webbrowser.get("mine") is browser, webbrowser.get() is browser)  # expect: True True
print(webbrowser.open_new_tab("http://z/"), open(shown).read()[-10:])  # expect: True http://z/;
print(type(webbrowser.get("lookat %s &")).__name__, webbrowser.get("lookat -q %s").args)  # expect: BackgroundBrowser ['-q', '%s']
try:
    webbrowser.get("nobody's browser")
except webbrowser.Error as e:
    print(e)  # expect: could not locate runnable browser


class Popen:
    def __init__(self, args, **options):
        print(*args)

    def wait(self, timeout=None):
        return 0

    def poll(self):
        return None


real_popen, subprocess.Popen = subprocess.Popen, Popen
webbrowser.Mozilla("fox").open_new("http://x/")  # expect: fox -new-window http://x/
webbrowser.Chrome("chrome").open_new_tab("http://x/")  # expect: chrome http://x/
webbrowser.Elinks("elinks").open_new("http://x/")  # expect: elinks -remote openURL(http://x/,new-window)
webbrowser.Epiphany("epiphany").open("http://x/", autoraise=False)  # expect: epiphany -noraise -n http://x/
try:
    webbrowser.Chrome("chrome").open("http://x/", new=7)
except webbrowser.Error as e:
    print(e)  # expect: Bad 'new' parameter to open(); expected 0, 1, or 2, got 7
subprocess.Popen = real_popen
