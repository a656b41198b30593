/**
 * The worker's entry: opens the door, sets up the runtime behind it and runs one program.
 *
 * Owns: putting the parts together. The only file of runtime/ besides host/node that knows of Node.
 */
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { asides, hostRef, timeAside } from './host/currentHost';
import { Attention, type DoorOptions } from './host/door';
import type { RecordedCalls } from './host/callLog';
import { openLibraryFile, readCharsets, readPrepared } from './host/node/libraryFile';
import { NodeHost } from './host/node/nodeHost';
import { RecordingHost } from './host/recordingHost';
import { withRecordedSources } from './host/recordedSources';
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
const opened = replay?.opened ?? null;
const replayer =
  replay === null ? null : new ReplayingHost(host, replay.log, opened?.surroundings, opened?.live === true);
/** Somebody outside takes what is recorded, part by part; nobody goes back then where there is no debugger. */
const takeRecorded = (): RecordedCalls => recorder!.takeRecorded(!debug);
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
attention.handle = () => {
  if (recorder !== null && Atomics.load(host.attention, 0) & Attention.COMMAND) host.serveCommands();
  program.guest.handleSignals(hostRef.host.takeSignals());
};
if (recorder !== null && !debug) {
  const nothing = (): void => undefined;
  host.setCommandHandler({ answer: takeRecorded, settled: nothing, idle: nothing });
}
if (debug) {
  // What the debugger asks for is no part of a record; of a repeated run it sees the clock and the sources as they were.
  if (replayer !== null) Object.defineProperty(host, 'now', { value: timeAside });
  if (opened) Object.defineProperty(host, 'files', { value: withRecordedSources(host.files, opened.sources) });
  agent = new DebugAgent(host, program.guest, asyncioTasks);
  const attached = agent;
  if (recorder ?? replayer) {
    agent.record = new CommandRecord(
      agent,
      {
        position: () => (recorder ? recorder.log.length : replayer!.position),
        recorded: () =>
          recorder?.recorded() ?? {
            surroundings: replayer!.surroundings,
            calls: replay!.log,
            sources: new Map(),
            gap: null,
          },
        takeRecorded,
        inCall: () => recorder?.inCall ?? false,
        gap: () => recorder?.gap ?? null,
      },
      replay?.goal,
      opened !== null,
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
  attached.install(options.breakpointStops === true);
  if (scheduled !== null) scheduled.onStop = (decision, task) => attached.atChoice(decision, task);
  agent.repeats?.begin();
  host.serveCommandsUntil(() => attached.started);
}
scheduled?.install();
const exitCode = program.run((exception) => {
  scheduled?.failed(exception);
  agent?.uncaught(exception);
});
if (!opened?.live) agent?.repeats?.diverged('it ended');
scheduled?.report();
agent?.ended();
if (options.record === 'told' && recorder !== null) host.sendEvent('recorded', takeRecorded());
host.exit(exitCode);
process.exit(0);
