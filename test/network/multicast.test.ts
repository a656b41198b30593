/** Datagrams to groups: a program that joins one by struct ip_mreq gets what Node sends there, and Node what it sends. */
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { cli, start, endAll } from './realPrograms';

const GROUP = '239.7.11.13';

/** A member of the group on the loopback; undefined where the machine has no multicast there. */
async function member(): Promise<Socket | undefined> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  try {
    socket.bind(0);
    await once(socket, 'listening');
    socket.addMembership(GROUP, '127.0.0.1');
    socket.setMulticastInterface('127.0.0.1');
    // What is sent to the group arrives: a machine may take the options and drop the datagrams.
    const arrived = once(socket, 'message', { signal: AbortSignal.timeout(5000) });
    socket.send('probe', socket.address().port, GROUP);
    await arrived;
    return socket;
  } catch {
    socket.close();
    return undefined;
  }
}

const program = `
import socket, struct, sys
group, port = sys.argv[1], int(sys.argv[2])
mreq = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
receiver.bind(("", 0))
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, mreq)
print(receiver.getsockname()[1], flush=True)
print(receiver.recv(100), flush=True)
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, mreq)
try:
    receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, mreq)
except OSError as error:
    print(error.strerror, flush=True)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, struct.pack("b", 0))
sender.sendto(b"from Python", (group, port))
`;

describe('multicast', () => {
  afterEach(endAll);

  it('joins a group, hears it, leaves it and sends to it', async function () {
    const peer = await member();
    if (peer === undefined) {
      process.stderr.write('    skipped: no multicast on the loopback here\n');
      this.skip();
    }
    try {
      const running = start(process.execPath, [cli, '-c', program, GROUP, String(peer.address().port)]);
      const port = Number(await running.line());
      const heard = once(peer, 'message');
      peer.send('from Node', port, GROUP);
      assert.equal(await running.line(), "b'from Node'");
      assert.equal(await running.line(), 'Cannot assign requested address');
      const [message] = (await heard) as [Buffer];
      assert.equal(message.toString(), 'from Python');
      assert.equal((await running.ended).code, 0);
    } finally {
      peer.close();
    }
  });
});
