/**
 * The adapter's trace flags, all in one place, each with its default. Written to standard error, since standard output
 * is the protocol's. COROSCOPE_TRACE=dap,errors turns them on; `errors` is on by default.
 */

const FLAGS = { dap: false, errors: true };

const wanted = new Set((process.env.COROSCOPE_TRACE ?? '').split(',').filter((name) => name !== ''));

export function log(flag: keyof typeof FLAGS, text: () => string): void {
  if (FLAGS[flag] || wanted.has(flag)) process.stderr.write(`coroscope ${flag}: ${text()}\n`);
}
