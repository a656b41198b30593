/**
 * Registers what asyncio/ has for the library: that folder is above modules/, which finds native modules by name.
 */
import { initAsyncio } from './asyncio/asyncioModule';
import { afterImport } from './asyncio/loopClass';
import { afterExecution } from './modules/library';
import { nativeModule } from './modules/registry';

nativeModule('_asyncio', initAsyncio);
for (const [name, patch] of Object.entries(afterImport)) afterExecution.set(name, patch);
