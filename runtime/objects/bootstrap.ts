/**
 * Fills in all native types, in one place and order.
 *
 * Each file of this folder that gives a type its methods exports `installX()`; add it here. Afterwards every type is
 * made ready. Call once per worker before any Python code runs.
 */
import { installByteArray } from './bytearrayType';
import { installBytes } from './bytesType';
import { installComplex } from './complexType';
import { installFloat } from './floatType';
import { installInt } from './intType';
import { installMemoryView } from './memoryviewType';
import { installSingletons } from './singletons';
import { installStr } from './strType';
import { readyNativeTypes } from './typeObject';
import { installType } from './typeMethods';
import { installObject } from './objectMethods';
import { installFunctions } from './functionMethods';
import { installDescriptors } from './descriptorTypes';
import { installSuper } from './superType';
import { installSeqIter } from './iteration';
import { installList } from './list';
import { installTuple } from './tuple';
import { installDict } from './dictMethods';
import { installSet } from './set';
import { installSlice } from './slice';
import { installRange } from './range';
import { installLazyIterators } from './lazyIterators';
import { installExceptions } from './exceptionMethods';
import { installExceptionDocs } from './exceptionDocs';
import { installOSError } from './osError';
import { installSyntaxError } from './syntaxErrorType';
import { installUnicodeErrors } from './unicodeErrors';
import { installExceptionGroup } from './exceptionGroup';
import { installGenericAlias } from './genericAlias';
import { installUnion } from './union';
import { installMappingProxy } from './mappingProxy';
import { installSimpleNamespace } from './simpleNamespace';
import { installModuleType } from './moduleType';
import { installContextVars } from './contextvarTypes';
import { installNativeMembers } from './nativeMembers';
import { installWeakref } from './weakref';

export function installObjects(): void {
  installType();
  installObject();
  installFunctions();
  installDescriptors();
  installSuper();
  installSingletons();
  installInt();
  installFloat();
  installComplex();
  installStr();
  installBytes();
  installByteArray();
  installMemoryView();
  installSeqIter();
  installList();
  installTuple();
  installDict();
  installSet();
  installSlice();
  installRange();
  installLazyIterators();
  installExceptions();
  installExceptionDocs();
  installOSError();
  installSyntaxError();
  installUnicodeErrors();
  installExceptionGroup();
  installGenericAlias();
  installUnion();
  installMappingProxy();
  installSimpleNamespace();
  installModuleType();
  installWeakref();
  installContextVars();
  installNativeMembers();
  readyNativeTypes();
}
