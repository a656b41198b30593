/**
 * The module `_types`: the names of built-in types for `types`.
 */
import * as t from '../objects/builtinTypes';
import { simpleNamespaceType } from '../objects/simpleNamespace';
import { capsuleType } from './capsule';
import type { PyType } from '../objects/object';
import { nativeModule } from './registry';

nativeModule('_types', (m) => {
  const names: Record<string, PyType> = {
    AsyncGeneratorType: t.asyncGeneratorType,
    BuiltinFunctionType: t.builtinFunctionType,
    BuiltinMethodType: t.builtinFunctionType,
    CapsuleType: capsuleType(),
    CellType: t.cellType,
    ClassMethodDescriptorType: t.classMethodDescriptorType,
    CodeType: t.codeType,
    CoroutineType: t.coroutineType,
    EllipsisType: t.ellipsisType,
    FrameType: t.frameType,
    FunctionType: t.functionType,
    GeneratorType: t.generatorType,
    GenericAlias: t.genericAliasType,
    GetSetDescriptorType: t.getSetDescriptorType,
    LambdaType: t.functionType,
    MappingProxyType: t.mappingProxyType,
    MemberDescriptorType: t.memberDescriptorType,
    MethodDescriptorType: t.methodDescriptorType,
    MethodType: t.methodType,
    MethodWrapperType: t.methodWrapperType,
    ModuleType: t.moduleType,
    NoneType: t.noneType,
    NotImplementedType: t.notImplementedType,
    SimpleNamespace: simpleNamespaceType,
    TracebackType: t.tracebackType,
    UnionType: t.unionType,
    WrapperDescriptorType: t.wrapperDescriptorType,
  };
  for (const [name, type] of Object.entries(names)) m.set(name, type);
});
