/**
 * The worker's entry: opens the door, sets up the runtime behind it and runs one program.
 *
 * Owns: putting the parts together. The only file of runtime/ besides host/node that knows of Node.
 */
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { asides, hostRef, timeAside } from './host/currentHost';
import type { DoorOptions } from './host/door';
import { openLibraryFile, readCharsets, readPrepared } from './host/node/libraryFile';
import { NodeHost } from './host/node/nodeHost';
import { RecordingHost } from './host/recordingHost';
import { ReplayingHost } from './host/replayingHost';
import { optimizeLarge, optimizeLater, optimizeSoon } from './host/node/optimizeSoon';
import type { ProgramOptions } from './debug/agentProtocol';
import { answerCommand } from './debug/agentCommands';
import { CommandRecord } from './debug/commandRecord';
import { DebugAgent } from './debug/debugAgent';
import { RepeatedRun } from './debug/repeatedRun';
import type { ReplayOptions } from './debug/replayProtocol';
import { ScheduledRun } from './debug/scheduledRun';
import { asyncioTasks } from './introspect/asyncioTasks';
import { importRegardless } from './modules/directImport';
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
  /** The run is to repeat another one. */
  replay: ReplayOptions | null;
}

const { port, door, program: options, debug, replay } = workerData as WorkerStart;
const host = new NodeHost(port, door);
const recorder = options.record && replay === null ? new RecordingHost(host) : null;
const replayer = replay === null ? null : new ReplayingHost(host, replay.log);
hostRef.host = recorder ?? replayer ?? host;
if (recorder ?? replayer) importRegardless();
attention.word = host.attention;
preparedSource.read = readPrepared;
charsetSource.read = readCharsets;
const program = new Program(openLibraryFile(), options);
// Nothing of asyncio runs often while it is imported.
secondTier.kindOf = ({ filename }) =>
  !program.guest.isLibrary(filename) ? 'own' : filename.includes('/asyncio/') ? 'asyncio' : 'library';
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
  // What the debugger asks for is no part of a record; of a repeated run's clock it sees what the program does.
  const aside = replayer === null ? host : Object.defineProperty(host, 'now', { value: timeAside });
  agent = new DebugAgent(aside, program.guest, asyncioTasks);
  const attached = agent;
  if (recorder ?? replayer) {
    agent.record = new CommandRecord(
      agent,
      {
        position: () => (recorder ? recorder.log.length : replayer!.position),
        calls: () => recorder?.log.calls() ?? replay!.log,
        inCall: () => recorder?.inCall ?? false,
        gap: () => recorder?.gap ?? null,
      },
      replay?.goal,
    );
  }
  hostRef.host.setCommandHandler({
    answer: (command, args) => {
      asides.depth++;
      try {
        attached.record?.note(command, args as Record<string, unknown>);
        return answerCommand(attached, command, args);
      } finally {
        asides.depth--;
      }
    },
    settled: () => attached.settled(),
    idle: () => attached.idle(),
  });
  if (replay !== null) agent.repeats = new RepeatedRun(replay, replayer!, agent, agent.patches);
  attached.install();
  if (scheduled !== null) scheduled.onStop = (decision, task) => attached.atChoice(decision, task);
  agent.repeats?.begin();
  host.serveCommandsUntil(() => attached.started);
}
scheduled?.install();
const exitCode = program.run((exception) => {
  scheduled?.failed(exception);
  agent?.uncaught(exception);
});
agent?.repeats?.diverged('it ended');
scheduled?.report();
agent?.ended();
host.exit(exitCode);
process.exit(0);
