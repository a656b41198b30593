/**
 * The runtime's only entrance for the adapter: the types that cross the door, and no code that runs Python.
 * (Python runs in the worker, whose entry is workerMain.ts.)
 */
export { choicesOf, deviationsOf, type Deviation } from './base/choiceList';
export { BROKEN_INSTALLATION } from './base/brokenInstallation';
export { STARTED_DIFFERENTLY } from './base/startedDifferently';
export {
  Attention,
  DoorWord,
  eventPacking,
  InlineUpTo,
  operationPacking,
  OptimizeAfter,
  OptimizeUpTo,
} from './host/door';
export { decodeFs } from './host/fsEncoding';
export { packBytes, unpackBytes } from './host/packing';
export type {
  DoorOptions,
  HostFailure,
  InwardMessage,
  OperationMessage,
  OutsideEvent,
  OutwardMessage,
} from './host/door';
export type {
  AcceptedConnection,
  Datagram,
  DatagramOption,
  HostOperations,
  OperationName,
  ChildDescriptor,
  ProcessEnd,
  ResolvedAddress,
  SocketEnd,
  StreamEnds,
  TlsHandshake,
  TlsProgress,
  TlsSettings,
} from './host/operations';
export type * from './debug/agentProtocol';
export type * from './debug/replayProtocol';
export type { LoggedCalls, RecordedCalls } from './host/callLog';
export type { Surroundings } from './host/host';
export type * from './introspect/snapshot';
export type * from './introspect/awaitGraph';
export type * from './introspect/warnings';
export type * from './introspect/timeline';
export { unpackTimeline } from './introspect/timelineColumns';
export type * from './introspect/loopSnapshot';
export { libraryDamage } from './program/libraryCheck';
export { PREFIX } from './modules/library';
export { InternalError } from './base/internalError';

/** The language that the runtime speaks. */
export const PYTHON_VERSION = '3.14.2';
