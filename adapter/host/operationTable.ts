/**
 * Who does each operation that the program may ask of the outside. The compiler names a missing row.
 * Must not know: the door (programHost carries arguments and results).
 */
import type { HostOperations } from '../../runtime/index';
import { lookupHost } from './lookupHost';
import { reverseLookup } from './reverseLookup';

export type OperationTable = {
  [K in keyof HostOperations]: (
    args: HostOperations[K]['arguments'],
    abort: AbortSignal,
  ) => Promise<HostOperations[K]['result']>;
};

export const operationTable: OperationTable = {
  'dns.lookup': lookupHost,
  'dns.reverse': reverseLookup,
};
