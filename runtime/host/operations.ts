/**
 * The table of operations that the outside does for the program and that take time.
 *
 * Owns: names, arguments and results. A new operation is one row here, one in adapter/host/operationTable.ts and one
 * file beside it. Must not know: how they are done.
 */

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

export interface HostOperations {
  'dns.lookup': { arguments: { host: string; family: 0 | 4 | 6 }; result: ResolvedAddress[] };
  'dns.reverse': { arguments: { address: string; port: number }; result: { hostname: string; service: string } };
}

export type OperationName = keyof HostOperations;
