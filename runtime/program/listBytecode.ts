/**
 * `-m dis [FILE]`: lists the bytecode of a file, or of standard input, as CPython 3.9's command does.
 */
import { compileSource, decodeGuarded } from '../modules/compileSource';
import { disassemble } from '../bytecode/disassembler';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';

/** `read` gives the text of standard input. Returns the exit code; throws the guest's SyntaxError. */
export function listBytecode(args: readonly string[], read: () => string): number {
  const file = args.find((arg) => arg === '-' || !arg.startsWith('-')) ?? '-';
  const name = file === '-' ? '<stdin>' : file;
  let source: string;
  try {
    source = file === '-' ? read() : decodeGuarded(host().files.readFile(file), file);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const why = error.code === 'ENOENT' ? 'No such file or directory' : error.message;
    write(
      2,
      `usage: dis.py [-h] [infile]\ndis.py: error: argument infile: can't open '${file}': [Errno ${error.errno}] ${why}: '${file}'\n`,
    );
    return 2;
  }
  write(1, disassemble(compileSource(source, name, 'exec')));
  return 0;
}

function write(fd: number, text: string): void {
  host().write(fd, new TextEncoder().encode(text));
}
