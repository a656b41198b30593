/**
 * The module `_io`. Its types are in io/.
 */
import { None } from '../objects/builtinTypes';
import { Exc } from '../objects/exceptionTypes';
import { typeError } from '../objects/errors';
import { type Value } from '../objects/object';
import { strOf } from '../objects/values';
import { isTrue } from '../objects/compare';
import { interp } from '../objects/interp';
import { toIndex } from '../objects/toIndex';
import { bufferedTypes, installBuffered } from './io/buffered';
import { installBufferedPair } from './io/bufferedPair';
import { DEFAULT_BUFFER_SIZE } from './io/bufferedState';
import { installBytesIO } from './io/bytesIO';
import { installFileIO } from './io/fileIO';
import { installIoBases, ioTypes } from './io/ioBase';
import { installNewlineDecoder } from './io/newlineDecoder';
import { open } from './io/open';
import { installStringIO } from './io/stringIO';
import { installTextIO, textIOWrapperType } from './io/textIOWrapper';
import { nativeModule } from './registry';
import { flag } from './sys/flags';
import { givenType } from '../objects/typeNames';

nativeModule('_io', (m) => {
  installIoBases();
  m.type(installFileIO());
  installBuffered();
  installTextIO();
  m.set('UnsupportedOperation', ioTypes.unsupportedOperation);
  m.set('BlockingIOError', Exc.BlockingIOError);
  m.set('DEFAULT_BUFFER_SIZE', DEFAULT_BUFFER_SIZE);
  for (const t of [ioTypes.ioBase, ioTypes.rawIOBase, ioTypes.bufferedIOBase, ioTypes.textIOBase]) m.type(t);
  for (const t of [bufferedTypes.reader, bufferedTypes.writer, bufferedTypes.random, textIOWrapperType]) m.type(t);
  m.type(installBufferedPair());
  m.type(installBytesIO());
  m.type(installStringIO());
  m.type(installNewlineDecoder());
  m.def(
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    open,
    'Opens a file and gives a stream for it; OSError if that fails.',
  );
  m.def(
    'open_code(path)',
    (path: Value) => {
      if (strOf(path) === undefined) throw typeError(`open_code() argument 'path' must be str, not ${givenType(path)}`);
      return open(path, 'rb', -1, None, None, None, true, None);
    },
    'Opens a file of code for reading.',
  );
  m.def(
    'text_encoding(encoding, stacklevel=2, /)',
    (encoding: Value, stacklevel: Value) => {
      if (encoding !== None) return encoding;
      if (isTrue(flag('warn_default_encoding')))
        interp().warn(Exc.EncodingWarning, "'encoding' argument not specified", Number(toIndex(stacklevel)));
      return isTrue(flag('utf8_mode')) ? 'utf-8' : 'locale';
    },
    "The encoding to use for a text stream: the one given, else 'locale' or 'utf-8'.",
  );
});
