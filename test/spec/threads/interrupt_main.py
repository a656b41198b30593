# _thread.interrupt_main() acts as a signal does: its handler runs in the main thread.
import _thread
import signal
import threading

try:
    _thread.interrupt_main(-1)
except ValueError as e:
    print(e)  # expect: signal number out of range


def handler(number, frame):
    print(number, threading.current_thread() is threading.main_thread())


signal.signal(signal.SIGTERM, handler)
thread = threading.Thread(target=_thread.interrupt_main, args=(signal.SIGTERM,))
thread.start()
thread.join()  # expect: 15 True
signal.signal(signal.SIGTERM, signal.SIG_DFL)
_thread.interrupt_main(signal.SIGTERM)
thread = threading.Thread(target=_thread.interrupt_main)
try:
    thread.start()
    thread.join()
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
