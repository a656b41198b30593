/** openssl as client of our TLS server and as server of our TLS client. */
import assert from 'node:assert/strict';
import { endAll, makeCertificate, needs, run, scratch, start, startOurs } from './realPrograms';

describe('TLS with openssl on the other side', function () {
  this.timeout(120_000);
  const { folder, remove } = scratch();

  after(() => {
    endAll();
    remove();
  });

  for (const [version, option] of [
    ['TLSv1.3', '-tls1_3'],
    ['TLSv1.2', '-tls1_2'],
  ])
    it(`s_client reads from our server with ${version}`, async function () {
      const openssl = needs(this, 'openssl');
      const { key, certificate } = await makeCertificate(openssl, folder);
      const server = startOurs('http_server.py', [certificate, key]);
      const port = await server.line();
      const { stdout } = await run(
        openssl,
        [
          's_client',
          '-connect',
          `127.0.0.1:${port}`,
          option,
          '-CAfile',
          certificate,
          '-servername',
          'localhost',
          '-ign_eof',
        ],
        'GET /seen HTTP/1.1\r\nConnection: close\r\n\r\n',
      );
      assert.match(stdout, /Verify return code: 0 \(ok\)/);
      assert.match(stdout, new RegExp(`Protocol *: ${version}|New, ${version}`));
      assert.match(stdout, /Content-Length: 5\r\nConnection: close\r\n\r\n\/seen/);
      await server.stop('SIGINT');
    });

  it('our client trusts, distrusts and speaks both versions with s_server', async function () {
    const openssl = needs(this, 'openssl');
    const { key, certificate } = await makeCertificate(openssl, folder);
    const server = start(openssl, ['s_server', '-accept', '127.0.0.1:0', '-key', key, '-cert', certificate, '-www']);
    let line = await server.line();
    while (!line.startsWith('ACCEPT')) line = await server.line();
    const port = /:(\d+)$/.exec(line)![1];
    const { stdout, stderr } = await startOurs('tls_client.py', [port, certificate]).ended;
    assert.deepEqual(
      stdout.trimEnd().split('\n'),
      [
        "TLSv1.3 256 ((('commonName', 'localhost'),),)",
        "b'HTTP/1.0 200 ok'",
        '18 self-signed certificate',
        "62 Hostname mismatch, certificate is not valid for 'other.example'.",
        "TLSv1.2 b'HTTP/1.0 200 ok'",
      ],
      stderr,
    );
    await server.stop();
  });
});
