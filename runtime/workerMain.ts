/**
 * The worker's entry: opens the door, sets up the runtime behind it and runs one program.
 *
 * Owns: putting the parts together. The only file of runtime/ besides host/node that knows of Node.
 */
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { hostRef } from './host/currentHost';
import type { DoorOptions } from './host/door';
import { openLibraryFile, readCharsets, readPrepared } from './host/node/libraryFile';
import { NodeHost } from './host/node/nodeHost';
import { optimizeLarge, optimizeLater, optimizeSoon } from './host/node/optimizeSoon';
import type { ProgramOptions } from './debug/agentProtocol';
import { answerCommand } from './debug/agentCommands';
import { DebugAgent } from './debug/debugAgent';
import { ScheduledRun } from './debug/scheduledRun';
import { asyncioTasks } from './introspect/asyncioTasks';
import { charsetSource } from './modules/multibyte/charsets';
import { preparedSource } from './modules/prepared';
import { Program } from './program/program';
import { secondTier } from './vm/execCode';
import { attention } from './vm/thread';

/** What programHost.ts on the other side passes. */
interface WorkerStart {
  port: MessagePort;
  door: DoorOptions;
  program: ProgramOptions;
  debug: boolean;
}

const { port, door, program: options, debug } = workerData as WorkerStart;
const host = new NodeHost(port, door);
hostRef.host = host;
attention.word = host.attention;
preparedSource.read = readPrepared;
charsetSource.read = readCharsets;
const program = new Program(openLibraryFile(), options);
// Nothing of asyncio runs often while it is imported.
secondTier.isEager = ({ filename }) => !program.guest.isLibrary(filename) || filename.includes('/asyncio/');
secondTier.begins = optimizeSoon;
secondTier.interprets = optimizeLarge;
secondTier.writes = optimizeLater;
let agent: DebugAgent | null = null;
const scheduled =
  options.schedule === undefined
    ? null
    : new ScheduledRun(
        options.schedule,
        host,
        (filename) => program.guest.isLibrary(filename),
        () => {
          host.exit(0);
          process.exit(0);
        },
      );
attention.handle = () => program.guest.handleSignals(host.takeSignals());
if (debug) {
  agent = new DebugAgent(host, program.guest, asyncioTasks);
  const attached = agent;
  host.setCommandHandler({
    answer: (command, args) => answerCommand(attached, command, args),
    settled: () => attached.settled(),
    idle: () => attached.idle(),
  });
  attached.install();
  if (scheduled !== null) scheduled.onStop = (decision, task) => attached.atChoice(decision, task);
  host.serveCommandsUntil(() => attached.started);
}
scheduled?.install();
const exitCode = program.run((exception) => {
  scheduled?.failed(exception);
  agent?.uncaught(exception);
});
scheduled?.report();
agent?.ended();
host.exit(exitCode);
process.exit(0);
