import { connect, type Socket } from 'node:net';

/**
 * Connects a client with a server; after that the proxy sees only bytes.
 *
 * @param server `host:port`
 * @param sockets contains the server's socket while it is open
 */
export function tunnel(client: Socket, head: Buffer, server: string, sockets: Set<Socket>): void {
  const { hostname, port } = new URL(`http://${server}`);
  const upstream = connect({ host: hostname, port: Number(port || '80') });
  sockets.add(upstream);
  upstream.once('connect', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
  });
  upstream.once('error', () => {
    if (upstream.pending) client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n');
    else client.destroy();
  });
  upstream.once('close', () => {
    sockets.delete(upstream);
    client.end();
  });
  client.on('error', () => upstream.destroy());
  client.once('close', () => upstream.destroy());
}
