/**
 * The module `_remote_debugging`, as far as `asyncio.tools` (`python -m asyncio ps PID`) imports it.
 *
 * DIFFERS: there is no looking into the memory of another process: `RemoteUnwinder` says so.
 */
import { Exc } from '../objects/exceptionTypes';
import { newError } from '../objects/errors';
import { defineType } from '../objects/typeObject';
import { nativeModule } from './registry';
import { structSeqType } from './structSeq';

const refuse = () => {
  throw newError(
    Exc.NotImplementedError,
    "Coroscope can't look into another process; debug the program with it, or use CPython's own 'python -m asyncio'",
  );
};

const unwinder = defineType({
  name: '_remote_debugging.RemoteUnwinder',
  isBase: false,
  doc: 'Would read the stacks of another process.',
  new: ['(cls, pid, /, *, all_threads=False, only_active_thread=False, debug=False)', refuse],
});
nativeModule('_remote_debugging', (m) => {
  m.type(unwinder);
  m.type(structSeqType('_remote_debugging.FrameInfo', ['filename', 'lineno', 'funcname'], 'A frame.').type);
});
