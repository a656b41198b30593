/** `coroscope/unwatch`: nobody looks at the event loop, or at warnings, any more. */
import { badArgument } from '../dapError';
import { type UnwatchArguments, unwatchRequest } from '../protocol';
import { During, defineRequest } from '../request';

const VIEWS = ['loop', 'warnings'] as const;

export const unwatch = defineRequest<{ view?: unknown }>({
  command: unwatchRequest,
  during: During.program,
  async handle(session, { view }) {
    if (!isView(view)) throw badArgument(unwatchRequest, `the view is none of ${VIEWS.join(', ')}`);
    await session.ask('unwatch', { view });
  },
});

function isView(view: unknown): view is UnwatchArguments['view'] {
  return VIEWS.some((known) => known === view);
}
