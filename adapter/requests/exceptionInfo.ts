/** `exceptionInfo`: the exception that the program is stopped at. */
import { basename } from 'node:path';
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
      description: [details.message, ...cancelledBy(details)].filter((line) => line !== '').join('\n'),
      breakMode: details.breakMode,
      details: detailsOf(details),
    };
  },
});

/** `Cancelled by Task-1 'main', cancel(), at server.py:12` */
function cancelledBy({ cancellation = [] }: ExceptionDetails): string[] {
  return cancellation.map(({ by, of, how, frames }, index) => {
    const place = frames.find(({ library }) => !library) ?? frames.at(0);
    const at = place ? `, at ${basename(place.path)}:${place.line}` : '';
    return `${index === 0 ? 'Cancelled' : `${of ?? 'That'} was cancelled`} by ${by}${how === by ? '' : `, ${how}`}${at}`;
  });
}

function detailsOf(details: ExceptionDetails): DebugProtocol.ExceptionDetails {
  return {
    message: details.message,
    typeName: details.type,
    fullTypeName: details.qualifiedType,
    stackTrace: [details.traceback, ...(details.cancellationText ? ['', details.cancellationText] : [])].join('\n'),
    innerException: details.inner.map(detailsOf),
  };
}
