def f[T](x: T) -> T:
    return x
class C[T, *Ts, **P]:
    pass
type A[X] = list[X]
print(f.__type_params__, C.__type_params__, A.__value__, A.__type_params__)  # expect: (T,) (T, Ts, P) list[X] (X,)
