/**
 * The debug adapter's entry: the protocol on standard input and output, or on a loopback port.
 *
 * Owns: the process. Must not know: requests.
 */
import { DapError } from './dapError';
import { serveOnPort, serveOnStreams } from './server';

const USAGE = 'usage: adapter.js [--port N]';

async function main(args: string[]): Promise<void> {
  if (args.length === 0) {
    await serveOnStreams(process.stdin, process.stdout);
    process.exit(0);
  }
  const port = portOf(args);
  if (port === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(2);
  }
  const listening = await serveOnPort(port);
  process.stdout.write(`Coroscope debug adapter listening on 127.0.0.1:${listening}\n`);
}

function portOf(args: string[]): number | null {
  const text = args[0] === '--port' && args.length === 2 ? args[1] : /^--port=(.*)$/.exec(args[0])?.[1];
  const port = Number(text);
  return text !== undefined && text !== '' && Number.isInteger(port) && port >= 0 && port < 65536 ? port : null;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof DapError ? error.message : error instanceof Error ? (error.stack ?? '') : String(error);
  process.stderr.write(`coroscope: ${text}\n`);
  process.exit(1);
});
