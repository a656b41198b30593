# Planets pulling at each other: floats and lists.
from time import perf_counter

bodies = [
    [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47],
    [[4.84, -1.16, -0.10], [0.606, 2.81, -0.02], 0.037],
    [[8.34, 4.12, -0.40], [-1.01, 1.82, 0.008], 0.011],
    [[12.89, -15.11, -0.22], [1.08, 0.868, -0.010], 0.0017],
    [[15.37, -25.9, 0.179], [0.979, 0.594, -0.034], 0.0020],
]


def advance(steps, dt):
    for _ in range(steps):
        for i, (p, v, m) in enumerate(bodies):
            for q, w, n in bodies[i + 1 :]:
                dx = p[0] - q[0]
                dy = p[1] - q[1]
                dz = p[2] - q[2]
                mag = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
                v[0] -= dx * n * mag
                v[1] -= dy * n * mag
                v[2] -= dz * n * mag
                w[0] += dx * m * mag
                w[1] += dy * m * mag
                w[2] += dz * m * mag
        for p, v, _ in bodies:
            p[0] += dt * v[0]
            p[1] += dt * v[1]
            p[2] += dt * v[2]


start = perf_counter()
advance(10_000, 0.01)
print(perf_counter() - start)
