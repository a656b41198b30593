/**
 * Registers the native modules that live in asyncio/: that folder is above modules/, whose registry finds them by name.
 */
import { initAsyncio } from './asyncio/asyncioModule';
import { nativeModule } from './modules/registry';

nativeModule('_asyncio', initAsyncio);
