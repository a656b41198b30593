/** curl and ab against HTTP servers on our loop. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  endAll,
  makeCertificate,
  needs,
  needsPythonPackage,
  run,
  scratch,
  startOurs,
  type Running,
} from './realPrograms';

describe('HTTP servers of ours and real clients', function () {
  this.timeout(120_000);
  const { folder, remove } = scratch();

  after(() => {
    endAll();
    remove();
  });

  async function stopQuietly(server: Running): Promise<void> {
    const { stderr } = await server.stop('SIGINT');
    assert.match(stderr, /KeyboardInterrupt\s*$/);
    assert.equal(stderr.includes('Task exception was never retrieved'), false, stderr);
  }

  it('curl gets, posts, keeps the connection alive and sees a reset', async function () {
    const curl = needs(this, 'curl');
    const server = startOurs('http_server.py');
    const url = `http://127.0.0.1:${await server.line()}`;

    // Two addresses in one call: the second goes over the same connection.
    const two = await run(curl, ['-sv', `${url}/one`, `${url}/two`]);
    assert.equal(two.stdout, '/one/two');
    assert.match(two.stderr, /Re-using existing connection/);

    const body = Buffer.alloc(1_500_000, 'payload ');
    const file = join(folder, 'body');
    writeFileSync(file, body);
    const digest = createHash('sha256').update(body).digest('hex');
    const posted = await run(curl, ['-s', '--data-binary', `@${file}`, `${url}/`]);
    assert.equal(posted.stdout, `${body.length} ${digest}`);
    const chunked = await run(curl, ['-s', '-H', 'Transfer-Encoding: chunked', '--data-binary', `@${file}`, `${url}/`]);
    assert.equal(chunked.stdout, `${body.length} ${digest}`);

    const big = await run(curl, ['-s', '-o', join(folder, 'big'), '-w', '%{size_download}', `${url}/big`]);
    assert.equal(big.stdout, '3000000');

    const reset = await run(curl, ['-s', `${url}/reset`]);
    assert.ok(reset.code === 18 || reset.code === 56, `curl ended with ${reset.code}`);
    // And the server goes on.
    assert.equal((await run(curl, ['-s', `${url}/after`])).stdout, '/after');
    await stopQuietly(server);
  });

  it('curl over TLS verifies the certificate and negotiates the protocol', async function () {
    const curl = needs(this, 'curl');
    const openssl = needs(this, 'openssl');
    const { key, certificate } = await makeCertificate(openssl, folder);
    const server = startOurs('http_server.py', [certificate, key]);
    const port = await server.line();
    const url = `https://localhost:${port}`;
    const resolve = ['--resolve', `localhost:${port}:127.0.0.1`];
    const got = await run(curl, ['-sv', '--cacert', certificate, ...resolve, `${url}/safe`]);
    assert.equal(got.stdout, '/safe', got.stderr);
    assert.match(got.stderr, /ALPN.*http\/1\.1/);
    const distrusted = await run(curl, ['-s', ...resolve, `${url}/safe`]);
    assert.equal(distrusted.code, 60);
    await stopQuietly(server);
  });

  it('curl against a server on h11', async function () {
    const curl = needs(this, 'curl');
    const path = needsPythonPackage(this, 'h11');
    const server = startOurs('h11_server.py', [], { PYTHONPATH: path });
    const url = `http://127.0.0.1:${await server.line()}`;
    const got = await run(curl, ['-si', `${url}/there`, '--next', '-s', '-d', 'echo me', `${url}/`]);
    assert.match(got.stdout, /^HTTP\/1\.1 200/);
    assert.match(got.stdout, /x-method: GET/);
    assert.ok(got.stdout.endsWith('hello from /thereecho me'), got.stdout);
    await stopQuietly(server);
  });

  it('ab: 2,000 requests over 50 connections, none fails', async function () {
    const ab = needs(this, 'ab', 'apache2-utils');
    const server = startOurs('http_server.py');
    const url = `http://127.0.0.1:${await server.line()}/load`;
    const { stdout, stderr } = await run(ab, ['-q', '-k', '-n', '2000', '-c', '50', url]);
    assert.match(stdout, /Complete requests:\s+2000/, stderr);
    assert.match(stdout, /Failed requests:\s+0/);
    assert.doesNotMatch(stdout, /Non-2xx/);
    await stopQuietly(server);
  });
});
