/**
 * The first message of a TLS client, read before the server's side is set up: the name it asks for and the protocols it
 * offers decide with which context the server answers. Must not know: Python objects.
 */
export interface ClientHello {
  name: string | null;
  alpn: string[];
}

/** Undefined: more must come. Null: that is no client hello; let TLS itself complain. */
export function readClientHello(data: Uint8Array): ClientHello | null | undefined {
  const message = handshakeBytes(data);
  if (!message) return message;
  if (message.length < 4) return undefined;
  if (message[0] !== 1) return null;
  const length = (message[1] << 16) | (message[2] << 8) | message[3];
  if (message.length < 4 + length) return undefined;
  return readBody(message.subarray(4, 4 + length));
}

/** The handshake messages in the records that are complete. */
function handshakeBytes(data: Uint8Array): Uint8Array | null | undefined {
  const parts: number[] = [];
  for (let at = 0; at < data.length;) {
    if (data[at] !== 22) return parts.length > 0 ? Uint8Array.from(parts) : null;
    if (at + 5 > data.length) break;
    const length = (data[at + 3] << 8) | data[at + 4];
    if (at + 5 + length > data.length) break;
    parts.push(...data.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return parts.length === 0 ? undefined : Uint8Array.from(parts);
}

function readBody(body: Uint8Array): ClientHello | null {
  const two = (i: number): number => (body[i] << 8) | body[i + 1];
  let at = 34;
  at += 1 + body[at];
  at += 2 + two(at);
  at += 1 + body[at];
  const hello: ClientHello = { name: null, alpn: [] };
  const end = at + 2 + two(at);
  at += 2;
  while (at + 4 <= end && end <= body.length) {
    const content = body.subarray(at + 4, at + 4 + two(at + 2));
    if (two(at) === 0) hello.name = serverName(content);
    else if (two(at) === 16) hello.alpn = protocols(content);
    at += 4 + content.length;
  }
  return hello;
}

function serverName(content: Uint8Array): string | null {
  const length = (content[3] << 8) | content[4];
  return content[2] === 0 ? String.fromCharCode(...content.subarray(5, 5 + length)) : null;
}

function protocols(content: Uint8Array): string[] {
  const out: string[] = [];
  for (let at = 2; at < content.length; at += 1 + content[at])
    out.push(String.fromCharCode(...content.subarray(at + 1, at + 1 + content[at])));
  return out;
}
