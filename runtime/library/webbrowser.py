"""Opens pages in the user's web browser, with the interface of CPython's module.

Ours because the module of the library's packager opens windows of the page it runs in.
"""

import os
import shlex
import shutil
import subprocess
import sys
import threading

__all__ = ["Error", "open", "open_new", "open_new_tab", "get", "register"]


class Error(Exception):
    pass


_lock = threading.RLock()
_browsers = {}  # lower-case name -> [class or None, controller or None]
_tryorder = None  # names, best first; None until somebody asks
_os_preferred_browser = None  # what the desktop says


def register(name, klass, instance=None, *, preferred=False):
    """Makes a browser known; a preferred one is tried before the others."""
    with _lock:
        if _tryorder is None:
            register_standard_browsers()
        _browsers[name.lower()] = [klass, instance]
        first = preferred or (_os_preferred_browser and f"{name}.desktop" == _os_preferred_browser)
        _tryorder.insert(0 if first else len(_tryorder), name)


def get(using=None):
    """The controller of a browser: the named one, or the first that can be used."""
    if _tryorder is None:
        with _lock:
            if _tryorder is None:
                register_standard_browsers()
    for wanted in _tryorder if using is None else [using]:
        if "%s" in wanted:
            words = shlex.split(wanted)
            return BackgroundBrowser(words[:-1]) if words[-1] == "&" else GenericBrowser(words)
        try:
            klass, instance = _browsers[wanted.lower()]
        except KeyError:
            klass, instance = _synthesize(wanted)
        if instance is not None:
            return instance
        if klass is not None:
            return klass()
    raise Error("could not locate runnable browser")


def _synthesize(path, *, preferred=False):
    """A controller for a program of a known browser's name in another place."""
    command = path.split()[0]
    if not shutil.which(command):
        return [None, None]
    name = os.path.basename(command)
    try:
        known = _browsers[name.lower()][1]
    except KeyError:
        return [None, None]
    if known is None or known.basename.lower() != name.lower():
        return [None, None]
    controller = type(known)(path)
    register(path, None, instance=controller, preferred=preferred)
    return [None, controller]


def open(url, new=0, autoraise=True):
    """Shows the URL: new=0 in a window that is open, 1 in a new window, 2 in a new tab. Tells whether a browser took it."""
    if _tryorder is None:
        with _lock:
            if _tryorder is None:
                register_standard_browsers()
    return any(get(name).open(url, new, autoraise) for name in _tryorder)


def open_new(url):
    """Shows the URL in a new window."""
    return open(url, 1)


def open_new_tab(url):
    """Shows the URL in a new tab."""
    return open(url, 2)


class BaseBrowser:
    """What all controllers have."""

    args = ["%s"]

    def __init__(self, name=""):
        self.name = self.basename = name

    def open(self, url, new=0, autoraise=True):
        raise NotImplementedError

    def open_new(self, url):
        return self.open(url, 1)

    def open_new_tab(self, url):
        return self.open(url, 2)

    def _audit(self, url):
        sys.audit("webbrowser.open", url)


class GenericBrowser(BaseBrowser):
    """A program that is waited for, such as one in the terminal."""

    def __init__(self, name):
        if isinstance(name, str):
            self.name, self.args = name, ["%s"]
        else:
            self.name, self.args = name[0], name[1:]
        self.basename = os.path.basename(self.name)

    def _start(self, url, **options):
        self._audit(url)
        command = [self.name, *(arg.replace("%s", url) for arg in self.args)]
        return subprocess.Popen(command, close_fds=True, **options)

    def open(self, url, new=0, autoraise=True):
        try:
            return not self._start(url).wait()
        except OSError:
            return False


class BackgroundBrowser(GenericBrowser):
    """A program that goes on by itself."""

    def open(self, url, new=0, autoraise=True):
        try:
            return self._start(url, start_new_session=True).poll() is None
        except OSError:
            return False


class UnixBrowser(BaseBrowser):
    """A browser that hands the page to one that runs already, if there is one."""

    raise_opts = None  # the options for autoraise false and true
    background = False
    redirect_stdout = True
    remote_args = ["%action", "%s"]
    remote_action = None
    remote_action_newwin = None
    remote_action_newtab = None

    def _invoke(self, args, remote, autoraise, url=None):
        raising = []
        if remote and self.raise_opts:
            option = self.raise_opts[int(bool(autoraise))]
            raising = [option] if option else []
        quiet = subprocess.DEVNULL if remote or self.background else None
        process = subprocess.Popen(
            [self.name, *raising, *args],
            close_fds=True,
            stdin=quiet,
            stdout=quiet if self.redirect_stdout else None,
            stderr=quiet,
            start_new_session=True,
        )
        if not remote:
            return process.poll() is None if self.background else not process.wait()
        try:
            # One that is still there after five seconds has taken the page itself.
            return not process.wait(5)
        except subprocess.TimeoutExpired:
            return True

    def open(self, url, new=0, autoraise=True):
        self._audit(url)
        if new == 0:
            action = self.remote_action
        elif new == 1:
            action = self.remote_action_newwin
        elif new == 2:
            action = self.remote_action_newwin if self.remote_action_newtab is None else self.remote_action_newtab
        else:
            raise Error(f"Bad 'new' parameter to open(); expected 0, 1, or 2, got {new}")
        args = [arg.replace("%s", url).replace("%action", action) for arg in self.remote_args]
        if self._invoke([arg for arg in args if arg], True, autoraise, url):
            return True
        # None runs: a new one.
        return self._invoke([arg.replace("%s", url) for arg in self.args], False, False)


class Mozilla(UnixBrowser):
    remote_action = ""
    remote_action_newwin = "-new-window"
    remote_action_newtab = "-new-tab"
    background = True


class Epiphany(UnixBrowser):
    raise_opts = ["-noraise", ""]
    remote_action = "-n"
    remote_action_newwin = "-w"
    background = True


class Chrome(UnixBrowser):
    remote_action = ""
    remote_action_newwin = "--new-window"
    remote_action_newtab = ""
    background = True


Chromium = Chrome


class Opera(UnixBrowser):
    remote_action = ""
    remote_action_newwin = "--new-window"
    remote_action_newtab = ""
    background = True


class Elinks(UnixBrowser):
    remote_args = ["-remote", "openURL(%s%action)"]
    remote_action = ""
    remote_action_newwin = ",new-window"
    remote_action_newtab = ",new-tab"
    background = False
    redirect_stdout = False


class Edge(UnixBrowser):
    remote_action = ""
    remote_action_newwin = "--new-window"
    remote_action_newtab = ""
    background = True


_OF_DESKTOPS = {
    "xdg-open": BackgroundBrowser, "gio": None, "x-www-browser": BackgroundBrowser, "firefox": Mozilla,
    "firefox-esr": Mozilla, "iceweasel": Mozilla, "seamonkey": Mozilla, "mozilla-firefox": Mozilla, "mozilla": Mozilla,
    "epiphany": Epiphany, "google-chrome": Chrome, "chrome": Chrome, "chromium": Chromium, "chromium-browser": Chromium,
    "opera": Opera, "microsoft-edge": Edge,
}
_OF_TERMINALS = {
    "www-browser": GenericBrowser, "links": GenericBrowser, "elinks": Elinks, "lynx": GenericBrowser, "w3m": GenericBrowser,
}


def _register_found(classes):
    for name, klass in classes.items():
        if name == "gio" and shutil.which(name):
            register(name, None, BackgroundBrowser([name, "open", "--", "%s"]))
        elif klass is not None and shutil.which(name):
            register(name, None, klass(name))


def register_standard_browsers():
    """What is installed: the desktop's own browser first, then the terminal's; what $BROWSER names before all."""
    global _tryorder, _os_preferred_browser
    _tryorder = []
    if sys.platform == "darwin":
        register("macos", None, BackgroundBrowser(["open", "%s"]))
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        try:
            command = ["xdg-settings", "get", "default-web-browser"]
            _os_preferred_browser = subprocess.check_output(command, stderr=subprocess.DEVNULL, text=True).strip()
        except (OSError, subprocess.SubprocessError):
            pass
        _register_found(_OF_DESKTOPS)
    if os.environ.get("TERM"):
        _register_found(_OF_TERMINALS)
    if "BROWSER" not in os.environ:
        return
    for line in reversed(os.environ["BROWSER"].split(os.pathsep)):
        if line and _synthesize(line, preferred=True)[1] is None:
            # Anything else that it names is a command; without a place for the URL it is the last word.
            register(line, None, GenericBrowser(shlex.split(line) if "%s" in line else line), preferred=True)


def parse_args(arg_list):
    import argparse

    parser = argparse.ArgumentParser(description="Open URL in a web browser.", color=True)
    parser.add_argument("url", help="URL to open")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-n", "--new-window", action="store_const", const=1, default=0, dest="new_win", help="open new window"
    )
    where.add_argument("-t", "--new-tab", action="store_const", const=2, default=0, dest="new_win", help="open new tab")
    return parser.parse_args(arg_list)


def main(arg_list=None):
    args = parse_args(arg_list)
    open(args.url, args.new_win)
    print("\a")


if __name__ == "__main__":
    main()
