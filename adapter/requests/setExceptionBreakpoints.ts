/** `setExceptionBreakpoints`: raised, uncaught, user-unhandled; each with a condition over the exception. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionFilter, ExceptionFilterSpec } from '../../runtime/index';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

const FILTERS: readonly (DebugProtocol.ExceptionBreakpointsFilter & { filter: ExceptionFilter })[] = [
  {
    filter: 'raised',
    label: 'Raised Exceptions',
    description: 'Stops wherever an exception is raised',
    default: false,
    supportsCondition: true,
    conditionDescription: 'Exception types, or an expression over `exception`',
  },
  {
    filter: 'uncaught',
    label: 'Uncaught Exceptions',
    description: 'Stops when an exception leaves the program or a task',
    default: true,
    supportsCondition: true,
    conditionDescription: 'Exception types, or an expression over `exception`',
  },
  {
    filter: 'userUnhandled',
    label: 'User-Unhandled Exceptions',
    description: 'Stops when an exception leaves your code for library code',
    default: false,
    supportsCondition: true,
    conditionDescription: 'Exception types, or an expression over `exception`',
  },
];

export const setExceptionBreakpoints = defineRequest<DebugProtocol.SetExceptionBreakpointsArguments>({
  command: 'setExceptionBreakpoints',
  during: During.session,
  capabilities: { exceptionBreakpointFilters: [...FILTERS], supportsExceptionFilterOptions: true },
  async handle(session, { filters, filterOptions = [] }) {
    const specs = [...filters.map((filter) => ({ filterId: filter, condition: undefined })), ...filterOptions].map(
      ({ filterId, condition }): ExceptionFilterSpec => {
        const known = FILTERS.find(({ filter }) => filter === filterId);
        if (!known) throw badArgument('setExceptionBreakpoints', `filter '${filterId}'`);
        return { filter: known.filter, ...(condition ? { condition } : {}) };
      },
    );
    session.breakpoints.exceptions = specs;
    if (!session.plan?.noDebug) await session.ask('setExceptionBreakpoints', { filters: specs });
  },
});
