/**
 * The module `termios`. DIFFERS: the host can't change a terminal's modes; every call on one fails as for no terminal.
 */
import { PyDict } from '../objects/dict';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { makeClass } from '../objects/typeObject';
import { strerror } from './errnoTable';
import { nativeModule } from './registry';

const constants: Record<string, number> = {
  TCSANOW: 0, TCSADRAIN: 1, TCSAFLUSH: 2, TCIFLUSH: 0, TCOFLUSH: 1, TCIOFLUSH: 2, TCOOFF: 0, TCOON: 1, TCIOFF: 2, TCION: 3, IGNBRK: 1, BRKINT: 2,
  IGNPAR: 4, PARMRK: 8, INPCK: 16, ISTRIP: 32, INLCR: 64, IGNCR: 128, ICRNL: 256, IXON: 1024, IXANY: 2048, IXOFF: 4096, OPOST: 1, ONLCR: 4, CSIZE: 48,
  CS5: 0, CS6: 16, CS7: 32, CS8: 48, CSTOPB: 64, CREAD: 128, PARENB: 256, PARODD: 512, HUPCL: 1024, CLOCAL: 2048, ISIG: 1, ICANON: 2, ECHO: 8, ECHOE: 16,
  ECHOK: 32, ECHONL: 64, NOFLSH: 128, TOSTOP: 256, IEXTEN: 32768, VINTR: 0, VQUIT: 1, VERASE: 2, VKILL: 3, VEOF: 4, VTIME: 5, VMIN: 6, VSTART: 8,
  VSTOP: 9, VSUSP: 10, VEOL: 11, B0: 0, B9600: 13, B38400: 15, NCCS: 32, TIOCGWINSZ: 21523, TIOCSWINSZ: 21524, FIONREAD: 21531, FIONBIO: 21537,
}; // prettier-ignore

nativeModule('termios', (m) => {
  const ns = new PyDict();
  ns.setStr('__module__', 'termios');
  const error = makeClass('error', [Exc.Exception], ns);
  m.set('error', error);
  for (const [name, n] of Object.entries(constants)) m.set(name, n);
  const refuse = () => {
    throw new PyBaseException(error, [25, strerror(25)]);
  };
  for (const f of [
    'tcgetattr(fd, /)',
    'tcsetattr(fd, when, attributes, /)',
    'tcsendbreak(fd, duration, /)',
    'tcdrain(fd, /)',
    'tcflush(fd, queue, /)',
    'tcflow(fd, action, /)',
    'tcgetwinsize(fd, /)',
    'tcsetwinsize(fd, winsize, /)',
  ])
    m.def(f, refuse);
});
