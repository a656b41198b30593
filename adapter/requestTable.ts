/**
 * Every request that the adapter answers, one row and one file each.
 *
 * Owns: the table, and the capabilities that follow from it, so that `initialize` can't claim what isn't there.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { RequestDefinition } from './request';
import { attach } from './requests/attach';
import { awaitGraph } from './requests/awaitGraph';
import { breakpointLocations } from './requests/breakpointLocations';
import { cancel } from './requests/cancel';
import { cancelTask } from './requests/cancelTask';
import { completions } from './requests/completions';
import { configurationDone } from './requests/configurationDone';
import { continueRequest } from './requests/continueRequest';
import { dataBreakpointInfo } from './requests/dataBreakpointInfo';
import { disassemble } from './requests/disassemble';
import { disconnect } from './requests/disconnect';
import { evaluate } from './requests/evaluate';
import { endTimeline } from './requests/endTimeline';
import { exceptionInfo } from './requests/exceptionInfo';
import { focus } from './requests/focus';
import { freezeTasks } from './requests/freezeTasks';
import { limitBreakpoints } from './requests/limitBreakpoints';
import { runTaskNext } from './requests/runTaskNext';
import { gotoTargets } from './requests/gotoTargets';
import { goBackToTask } from './requests/goBackToTask';
import { gotoRequest } from './requests/gotoRequest';
import { stepInTargets } from './requests/stepInTargets';
import { terminateThreads } from './requests/terminateThreads';
import { initialize } from './requests/initialize';
import { launch } from './requests/launch';
import { loadedSources } from './requests/loadedSources';
import { loop } from './requests/loop';
import { modules } from './requests/modules';
import { next } from './requests/next';
import { pause } from './requests/pause';
import { restart } from './requests/restart';
import { restartFrame } from './requests/restartFrame';
import { reverseContinue } from './requests/reverseContinue';
import { scopes } from './requests/scopes';
import { setBreakpoints } from './requests/setBreakpoints';
import { setDataBreakpoints } from './requests/setDataBreakpoints';
import { setExceptionBreakpoints } from './requests/setExceptionBreakpoints';
import { setExpression } from './requests/setExpression';
import { setFunctionBreakpoints } from './requests/setFunctionBreakpoints';
import { setInstructionBreakpoints } from './requests/setInstructionBreakpoints';
import { setVariable } from './requests/setVariable';
import { snapshot } from './requests/snapshot';
import { source } from './requests/source';
import { stackTrace } from './requests/stackTrace';
import { stepBack } from './requests/stepBack';
import { stepIn } from './requests/stepIn';
import { stepOut } from './requests/stepOut';
import { terminate } from './requests/terminate';
import { threads } from './requests/threads';
import { timeline } from './requests/timeline';
import { unwatch } from './requests/unwatch';
import { warnings } from './requests/warnings';
import { variables } from './requests/variables';

const definitions: readonly RequestDefinition[] = [
  initialize,
  launch,
  attach,
  configurationDone,
  setBreakpoints,
  setFunctionBreakpoints,
  dataBreakpointInfo,
  setDataBreakpoints,
  setInstructionBreakpoints,
  setExceptionBreakpoints,
  breakpointLocations,
  threads,
  stackTrace,
  scopes,
  variables,
  setVariable,
  setExpression,
  evaluate,
  completions,
  exceptionInfo,
  continueRequest,
  next,
  stepIn,
  stepOut,
  stepBack,
  reverseContinue,
  pause,
  terminateThreads,
  stepInTargets,
  gotoRequest,
  gotoTargets,
  restartFrame,
  disassemble,
  source,
  loadedSources,
  modules,
  snapshot,
  loop,
  awaitGraph,
  warnings,
  unwatch,
  timeline,
  endTimeline,
  cancelTask,
  freezeTasks,
  limitBreakpoints,
  runTaskNext,
  goBackToTask,
  focus,
  cancel,
  restart,
  terminate,
  disconnect,
];

export const requestTable: ReadonlyMap<string, RequestDefinition> = new Map(
  definitions.map((definition) => [definition.command, definition]),
);

export function capabilities(): DebugProtocol.Capabilities {
  const claimed: DebugProtocol.Capabilities = {};
  for (const definition of definitions) Object.assign(claimed, definition.capabilities);
  return claimed;
}
