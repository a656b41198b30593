/**
 * Who does each operation that the program may ask of the outside. The compiler names a missing row.
 * Must not know: the door (programHost carries arguments and results).
 */
import type { HostOperations } from '../../runtime/index';
import { bindDatagrams, connectDatagrams, optionDatagrams, sendDatagram } from './datagrams';
import { lookupHost } from './lookupHost';
import { endInputProcess, flowProcess, inputProcess, killProcess, maskProcess, spawnProcess } from './processes';
import type { ResourceTable } from './resourceTable';
import { defineTlsContext, driveTls, openTls } from './tls';
import { reverseLookup } from './reverseLookup';
import { bindStream, listenStream } from './servers';
import { timeSignal, watchSignal } from './signals';
import { closeResource, connectStream, endStream, flowStream, optionStream, writeStream } from './streams';

export type OperationTable = {
  [K in keyof HostOperations]: (
    args: HostOperations[K]['arguments'],
    resources: ResourceTable,
    abort: AbortSignal,
  ) => Promise<HostOperations[K]['result']> | HostOperations[K]['result'];
};

export const operationTable: OperationTable = {
  'dns.lookup': lookupHost,
  'dns.reverse': reverseLookup,
  'stream.connect': connectStream,
  'stream.bind': bindStream,
  'stream.listen': listenStream,
  'stream.write': writeStream,
  'stream.end': endStream,
  'stream.flow': flowStream,
  'stream.option': optionStream,
  'resource.close': closeResource,
  'datagram.bind': bindDatagrams,
  'datagram.connect': connectDatagrams,
  'datagram.option': optionDatagrams,
  'datagram.send': sendDatagram,
  'process.spawn': spawnProcess,
  'process.input': inputProcess,
  'process.inputEnd': endInputProcess,
  'process.output': flowProcess,
  'process.umask': maskProcess,
  'tls.context': defineTlsContext,
  'tls.open': openTls,
  'tls.drive': driveTls,
  'signal.watch': watchSignal,
  'signal.timer': timeSignal,
  'process.kill': killProcess,
};
