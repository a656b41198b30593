"""Opens pages in the user's web browser.

Ours because the library's packager put another in its place, for the page that it runs in itself. A browser is a command,
or three: for the window that is open, for a new window, for a new tab; `%s` stands for the page.
"""

import os
import shlex
import shutil
import subprocess
import sys

__all__ = ["Error", "open", "open_new", "open_new_tab", "get", "register"]

_SAME_WINDOW, _NEW_WINDOW, _NEW_TAB = range(3)
# So long a browser that runs already may take to answer; one that has not ended by then is running itself.
_ANSWER_SECONDS = 5


class Error(Exception):
    """No browser can be used, or it was asked for what there is not."""


def _start(command, url, **options):
    """The process, or None where there is no such program."""
    words = [word.replace("%s", url) for word in command]
    try:
        return subprocess.Popen(words, close_fds=True, **options)
    except OSError:
        return None


class BaseBrowser:
    """Shows pages; `name` is its program."""

    args = ["%s"]

    def __init__(self, name=""):
        self.name = name
        self.basename = os.path.basename(name)

    def open(self, url, new=_SAME_WINDOW, autoraise=True):
        raise NotImplementedError

    def open_new(self, url):
        return self.open(url, _NEW_WINDOW)

    def open_new_tab(self, url):
        return self.open(url, _NEW_TAB)


class GenericBrowser(BaseBrowser):
    """Any command; it is waited for, as in a terminal."""

    def __init__(self, name):
        program, *arguments = [name, "%s"] if isinstance(name, str) else name
        super().__init__(program)
        self.args = arguments

    def open(self, url, new=_SAME_WINDOW, autoraise=True):
        sys.audit("webbrowser.open", url)
        process = _start([self.name, *self.args], url)
        return process is not None and process.wait() == 0


class BackgroundBrowser(GenericBrowser):
    """Any command with a window of its own."""

    def open(self, url, new=_SAME_WINDOW, autoraise=True):
        sys.audit("webbrowser.open", url)
        process = _start([self.name, *self.args], url, start_new_session=True)
        return process is not None and process.poll() is None


class UnixBrowser(BaseBrowser):
    """A browser that passes the page on to where it runs already, or else starts to run."""

    # By the three values of `new`.
    commands = ()
    # Put before where the window is not to come to the front.
    behind = ()
    has_window = True

    def open(self, url, new=_SAME_WINDOW, autoraise=True):
        sys.audit("webbrowser.open", url)
        if new not in range(len(self.commands)):
            raise Error(f"Bad 'new' parameter to open(); expected 0, 1, or 2, got {new}")
        return self._pass_on(url, self.commands[new], autoraise) or self._begin(url)

    def _pass_on(self, url, command, autoraise):
        before = () if autoraise else self.behind
        options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
        if self.has_window:
            options["stdout"] = subprocess.DEVNULL
        process = _start([self.name, *before, *command], url, **options)
        try:
            return process is not None and process.wait(_ANSWER_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return True

    def _begin(self, url):
        browser = (BackgroundBrowser if self.has_window else GenericBrowser)([self.name, "%s"])
        return browser.open(url)


class Mozilla(UnixBrowser):
    commands = ["%s"], ["-new-window", "%s"], ["-new-tab", "%s"]


class Chrome(UnixBrowser):
    commands = ["%s"], ["--new-window", "%s"], ["%s"]


class Chromium(Chrome):
    pass


class Opera(Chrome):
    pass


class Edge(Chrome):
    pass


class Epiphany(UnixBrowser):
    commands = ["-n", "%s"], ["-w", "%s"], ["-w", "%s"]
    behind = ["-noraise"]


class Elinks(UnixBrowser):
    commands = ["-remote", "openURL(%s)"], ["-remote", "openURL(%s,new-window)"], ["-remote", "openURL(%s,new-tab)"]
    has_window = False


_WINDOWED = {
    BackgroundBrowser: "xdg-open x-www-browser",
    Mozilla: "firefox firefox-esr iceweasel seamonkey mozilla",
    Epiphany: "epiphany",
    Chrome: "google-chrome chrome",
    Chromium: "chromium chromium-browser",
    Opera: "opera",
    Edge: "microsoft-edge",
}
_IN_TERMINALS = {GenericBrowser: "www-browser links lynx w3m", Elinks: "elinks"}


class _Browsers:
    """Those that are known, best first: found the first time that somebody asks."""

    def __init__(self):
        self.by_name = {}
        self.order = []
        self.searched = False
        self.of_desktop = ""

    def add(self, name, make, browser, preferred):
        self.by_name[name.lower()] = make, browser
        if preferred or f"{name}.desktop" == self.of_desktop:
            self.order.insert(0, name)
        else:
            self.order.append(name)

    def search(self):
        if self.searched:
            return
        self.searched = True
        if sys.platform == "darwin":
            self.add("macos", None, BackgroundBrowser(["open", "%s"]), False)
        elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            self.of_desktop = self.ask_desktop()
            self.add_installed(_WINDOWED)
        if os.environ.get("TERM"):
            self.add_installed(_IN_TERMINALS)
        for wish in reversed(os.environ.get("BROWSER", "").split(os.pathsep)):
            if wish and self.like_a_known_one(wish, True) is None:
                command = shlex.split(wish) if "%s" in wish else wish
                self.add(wish, None, GenericBrowser(command), True)

    def ask_desktop(self):
        ask = ["xdg-settings", "get", "default-web-browser"]
        try:
            return subprocess.run(ask, capture_output=True, text=True).stdout.strip()
        except OSError:
            return ""

    def add_installed(self, programs):
        for make, names in programs.items():
            for name in filter(shutil.which, names.split()):
                self.add(name, None, make(name), False)

    def like_a_known_one(self, path, preferred):
        """A program with the name of a known browser, somewhere else."""
        program = path.split()[0]
        known = self.by_name.get(os.path.basename(program).lower(), (None, None))[1]
        if known is None or not shutil.which(program):
            return None
        browser = type(known)(path)
        self.add(path, None, browser, preferred)
        return browser

    def find(self, name):
        if "%s" in name:
            words = shlex.split(name)
            return BackgroundBrowser(words[:-1]) if words[-1] == "&" else GenericBrowser(words)
        make, browser = self.by_name.get(name.lower(), (None, None))
        if browser is None and make is not None:
            return make()
        return browser or self.like_a_known_one(name, False)


_known = _Browsers()


def register(name, klass, instance=None, *, preferred=False):
    """Makes a browser known, or what makes one; a preferred one is tried first."""
    _known.search()
    _known.add(name, klass, instance, preferred)


def get(using=None):
    """The browser of that name or command, or else the first that can be used. Raises Error where there is none."""
    _known.search()
    names = list(_known.order) if using is None else [using]
    browser = next(filter(None, map(_known.find, names)), None)
    if browser is None:
        raise Error("could not locate runnable browser")
    return browser


def open(url, new=_SAME_WINDOW, autoraise=True):
    """Shows the page in the first browser that takes it: in a window that is open, in a new one (1), or a new tab (2)."""
    _known.search()
    return any(get(name).open(url, new, autoraise) for name in list(_known.order))


def open_new(url):
    """Shows the page in a new window."""
    return open(url, _NEW_WINDOW)


def open_new_tab(url):
    """Shows the page in a new tab."""
    return open(url, _NEW_TAB)


def _main():
    import argparse

    parser = argparse.ArgumentParser(prog="python -m webbrowser", description="Show a page in the web browser.")
    parser.add_argument("url", help="the page")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-n", "--new-window", dest="new", action="store_const", const=_NEW_WINDOW, help="in a new window")
    where.add_argument("-t", "--new-tab", dest="new", action="store_const", const=_NEW_TAB, help="in a new tab")
    arguments = parser.parse_args()
    open(arguments.url, arguments.new or _SAME_WINDOW)


if __name__ == "__main__":
    _main()
