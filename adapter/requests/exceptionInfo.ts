/** `exceptionInfo`: the exception that the program is stopped at. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionDetails } from '../../runtime/index';
import { During, defineRequest } from '../request';

export const exceptionInfo = defineRequest<
  DebugProtocol.ExceptionInfoArguments,
  DebugProtocol.ExceptionInfoResponse['body']
>({
  command: 'exceptionInfo',
  during: During.stopped,
  capabilities: { supportsExceptionInfoRequest: true },
  async handle(session, { threadId }) {
    const details = await session.ask('exceptionInfo', { threadId });
    return {
      exceptionId: details.qualifiedType,
      description: details.message,
      breakMode: details.breakMode,
      details: detailsOf(details),
    };
  },
});

function detailsOf(details: ExceptionDetails): DebugProtocol.ExceptionDetails {
  return {
    message: details.message,
    typeName: details.type,
    fullTypeName: details.qualifiedType,
    stackTrace: details.traceback,
    innerException: details.inner.map(detailsOf),
  };
}
