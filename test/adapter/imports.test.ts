/** Where modules are looked for, from the command line: environments, PYTHONPATH, packages and archives as programs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './dapClient';

describe('imports', function () {
  this.timeout(120_000);

  let folder: string;

  before(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'coroscope-imports-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  function run(args: string[], env: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, VIRTUAL_ENV: '', PYTHONPATH: '', HOME: folder, ...env },
    });
    return { status, out: stdout.trimEnd(), err: stderr.trimEnd() };
  }

  function output(args: string[], env: Record<string, string> = {}): string {
    const { status, out, err } = run(args, env);
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    return out;
  }

  describe('from a virtual environment', () => {
    const show = ['-c', 'import sys, installed; print(installed.what, sys.prefix, sys.prefix != sys.base_prefix)'];

    it('take its site-packages, whatever Python 3 made it, and sys.prefix is its folder', () => {
      write('venv/pyvenv.cfg', 'home = /usr/bin\ninclude-system-site-packages = false\n');
      write('venv/lib/python3.11/site-packages/installed.py', "what = 'in 3.11'\n");
      const venv = join(folder, 'venv');
      for (const given of [venv, `${venv}/`, 'venv'])
        assert.equal(output(show, { VIRTUAL_ENV: given }), `in 3.11 ${venv} True`);
      write('venv/lib/python3.14/site-packages/installed.py', "what = 'in 3.14'\n");
      assert.equal(output(show, { VIRTUAL_ENV: venv }), `in 3.14 ${venv} True`);
      assert.match(run(['-E', ...show], { VIRTUAL_ENV: venv }).err, /No module named 'installed'/);
      assert.match(run(['-S', ...show], { VIRTUAL_ENV: venv }).err, /No module named 'installed'/);
      assert.match(run(show).err, /No module named 'installed'\nlooked for in .*; no virtual environment is in use/);
    });

    it('see the user’s own packages only if it says so', () => {
      write('.local/lib/python3.14/site-packages/of_user.py', 'x = 1\n');
      write('closed/pyvenv.cfg', '');
      write('open/pyvenv.cfg', 'include-system-site-packages = TRUE\n');
      const code = ['-c', 'import of_user'];
      output(code);
      output(code, { VIRTUAL_ENV: 'open' });
      assert.match(run(code, { VIRTUAL_ENV: 'closed' }).err, /No module named 'of_user'/);
    });

    it('follow its .pth files, and start in spite of broken ones', () => {
      const site = 'pth/lib/python3.14/site-packages';
      write(`${site}/more.pth`, '# a comment\n../../../extra\n/nowhere\nimport sys; sys.by_pth = 1\n');
      write('pth/extra/linked.py', 'y = 2\n');
      write('pth/pyvenv.cfg', '');
      const code = ['-c', 'import sys, linked; print(linked.y, sys.by_pth, "/nowhere" in sys.path)'];
      assert.equal(output(code, { VIRTUAL_ENV: 'pth' }), '2 1 False');
      write(`${site}/broken.pth`, 'import no_such_module\n');
      const { status, out, err } = run(code, { VIRTUAL_ENV: 'pth' });
      assert.deepEqual([status, out], [0, '2 1 False']);
      assert.match(err, /broken\.pth[^]*No module named 'no_such_module'/);
    });

    it('is nothing where the folder is none', () => {
      assert.equal(
        output(['-c', 'import sys; print(sys.prefix == sys.base_prefix)'], { VIRTUAL_ENV: '/nowhere' }),
        'True',
      );
    });
  });

  it('begin with sitecustomize and usercustomize, which are not looked for in the program’s folder', () => {
    const home = join(folder, 'custom home');
    write('custom/sitecustomize.py', 'import sys\nprint("site", sys.path[0])\n');
    write('custom home/.local/lib/python3.14/site-packages/usercustomize.py', 'print("user")\n');
    write('beside/sitecustomize.py', 'print("never")\n');
    write('beside/main.py', 'import sys\nprint(sys.path[0])\n');
    const custom = join(folder, 'custom');
    const env = { PYTHONPATH: custom, HOME: home };
    const main = ['beside/main.py'];
    const beside = join(folder, 'beside');
    assert.equal(output(main, env), `site ${custom}\nuser\n${beside}`);
    assert.equal(output(['-s', ...main], env), `site ${custom}\n${beside}`);
    assert.equal(output(main, { ...env, PYTHONNOUSERSITE: '1' }), `site ${custom}\n${beside}`);
    assert.equal(output(['-S', ...main], env), beside);
    assert.equal(output(['-E', ...main], env), `user\n${beside}`);
    assert.equal(output(['-I', '-c', 'print("isolated")'], env), 'isolated');
    write('custom/sitecustomize.py', 'raise ValueError("no")\n');
    const { status, err } = run(['-s', ...main], env);
    assert.equal(status, 0);
    assert.equal(err, 'Error in sitecustomize; set PYTHONVERBOSE for traceback:\nValueError: no');
    write('custom/sitecustomize.py', 'import no_such_module\n');
    assert.match(
      run(['-s', ...main], env).err,
      /^Error in sitecustomize.*\nModuleNotFoundError: No module named 'no_such/,
    );
  });

  it('come from PYTHONPATH: folders and archives, before the library, after the script’s folder', () => {
    write('lib one/first.py', 'print("first")\n');
    write('lib one/json.py', 'z = "not the library\'s"\n');
    const code = ['-c', 'import first, json, sys; print(json.z, sys.path[:2])'];
    assert.equal(
      output(code, { PYTHONPATH: 'lib one' }),
      `first\nnot the library's ['', '${join(folder, 'lib one')}']`,
    );
    assert.match(run(['-E', ...code], { PYTHONPATH: 'lib one' }).err, /No module named 'first'/);
  });

  it('run packages, folders and archives', () => {
    write('app/__main__.py', 'import sys\nfrom . import part\nprint(__name__, __package__, part.n, sys.argv[1:])\n');
    write('app/__init__.py', '');
    write('app/part.py', 'n = 3\n');
    assert.equal(output(['-m', 'app', 'x']), "__main__ app 3 ['x']");
    write('tool/__main__.py', 'import beside\nprint(repr(__package__), beside.m)\n');
    write('tool/beside.py', 'm = 4\n');
    assert.equal(output(['tool']), "'' 4");
    const zip = 'import sys, zipapp; zipapp.create_archive("tool", sys.argv[1], interpreter="/usr/bin/env python3")';
    for (const name of ['tool.pyz', 'toolWithoutSuffix']) {
      output(['-c', zip, name]);
      assert.equal(output([name]), "'' 4");
    }
    symlinkSync(join(folder, 'tool.pyz'), join(folder, 'linked'));
    assert.equal(output(['linked']), "'' 4");
    assert.match(run(['-m', 'app.part.deeper']).err, /__path__ attribute not found on 'app\.part'/);
    assert.match(run(['lib one']).err, /can't find '__main__' module in '.*lib one'/);
  });

  it('say of a part of the library that is run with -m and is not there why', () => {
    const { status, err } = run(['-m', 'venv', 'folder']);
    assert.equal(status, 1);
    assert.match(err, /: No module named venv\nvenv is part of CPython's library but not of Coroscope's$/);
    assert.match(run(['-m', 'nosuchmodule']).err, /: No module named nosuchmodule$/);
  });

  it('say what to do without a part of the library', () => {
    const { err } = run(['-c', 'import compression.zstd']);
    assert.match(err, /_zstd is part of CPython's library but not of Coroscope's: compression\.zlib, .* are here/);
  });

  it('say which file of the program stands in the way of a module of the library', () => {
    write('shadow/random.py', 'import random\nrandom.randint(1, 2)\n');
    write('shadow/other.py', 'from random import choice\n');
    const hint = `\\(consider renaming '.*/shadow/random\\.py' since it has the same name as the standard library module named 'random' and prevents importing that standard library module\\)`;
    const { err } = run(['shadow/random.py']);
    assert.match(err, new RegExp(`AttributeError: module 'random' has no attribute 'randint' ${hint}$`));
    write('shadow/random.py', '');
    assert.match(run(['shadow/other.py']).err, new RegExp(`cannot import name 'choice' from 'random' ${hint}$`));
    write('shadow/mine.py', 'import mine\nmine.thing\n');
    assert.match(
      run(['shadow/mine.py']).err,
      /module 'mine' has no attribute 'thing' \(consider renaming '.*mine\.py' if it has the same name as a library you/,
    );
  });
});
