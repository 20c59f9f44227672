import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** All connections of one route, and the SDK's handler over them. */
export interface Connections {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly requestHandler: NodeHttpHandler;
}

type Request = Parameters<NodeHttpHandler['handle']>[0];

/** `https://api.ecr.eu-west-1.amazonaws.com`, as for any URL. */
const urlOf = ({ protocol, hostname, port }: Request): string =>
  `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`;

/** The handler of every client: sends each request over the connections of the route that its host has now. */
export class RoutedRequestHandler extends NodeHttpHandler {
  private readonly connectionsFor: (url: string) => Promise<Connections>;
  private readonly onFailure: (url: string) => void;

  constructor(connectionsFor: (url: string) => Promise<Connections>, onFailure: (url: string) => void) {
    super();
    this.connectionsFor = connectionsFor;
    this.onFailure = onFailure;
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    const url = urlOf(request);
    const { requestHandler } = await this.connectionsFor(url);
    try {
      return await requestHandler.handle(request, options);
    } catch (error) {
      this.onFailure(url);
      throw error;
    }
  }

  /** The connections are everybody's: a client that is destroyed takes none of them along. */
  override destroy(): void {}
}
