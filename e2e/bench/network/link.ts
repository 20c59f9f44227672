import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** One direction of a link; what is absent is unlimited, immediate, or does not happen. */
export interface DirectionShape {
  readonly bitsPerSecond?: number;
  /** The time on the way, in one direction. */
  readonly delayMs?: number;
  /** Bytes that wait for the link; what arrives when it is full is lost. */
  readonly queueBytes?: number;
  /** The share of TCP segments of 1500 bytes that are lost at random. */
  readonly loss?: number;
}

/** Between the client and the registries; `up` is from the client. */
export interface LinkShape {
  readonly up?: DirectionShape;
  readonly down?: DirectionShape;
}

const directionCounts = z.object({
  segments: z.number(),
  bytes: z.number(),
  lost: z.number(),
  /** Segments that found the queue full. */
  overflowed: z.number(),
});
const linkCounts = z.object({ up: directionCounts, down: directionCounts });
/** What passed the link. */
export type LinkCounts = z.infer<typeof linkCounts>;

const firstLine = z.union([
  z.object({ client: z.string(), server: z.string() }),
  z.object({ unavailable: z.string() }),
]);

/** Two network namespaces of this machine, joined by a link that a process of ours shapes. */
export interface Link {
  /** Paths of the namespaces, for nsenter. */
  readonly namespaces: { readonly client: string; readonly server: string };
  readonly serverAddress: string;
  /** Changes the link at once. @returns what passed since the previous call of a method. */
  shape(shape: LinkShape): Promise<LinkCounts>;
  /** @returns what passed since the previous call of a method. */
  takeCounts(): Promise<LinkCounts>;
  /** Ends the link. The namespaces end with the last process in them. */
  close(): Promise<void>;
}

export type LinkAnswer =
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'unavailable'; readonly why: string };

/** In each link's own namespaces, so that several links do not affect each other. */
const addresses = { client: '10.77.0.1', server: '10.77.0.2' } as const;

/** Opens a link without limits. Needs Linux and root; `unavailable` where either is missing. */
export async function openLink(): Promise<LinkAnswer> {
  const child = spawn(
    'python3',
    [join(import.meta.dirname, 'shape-link.py'), addresses.client, addresses.server],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit').catch((error: unknown) => [String(error)]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) return { unavailable: `the link ended: ${(await ended).join(' ')}` };
    return JSON.parse(value);
  };
  const first = firstLine.parse(await nextLine());
  if ('unavailable' in first) return { kind: 'unavailable', why: first.unavailable };
  async function ask(shapes: LinkShape): Promise<LinkCounts> {
    child.stdin.write(`${JSON.stringify(shapes)}\n`);
    return linkCounts.parse(await nextLine());
  }
  return {
    kind: 'link',
    link: {
      namespaces: first,
      serverAddress: addresses.server,
      shape: ({ up = {}, down = {} }) => ask({ up, down }),
      takeCounts: () => ask({}),
      async close() {
        child.stdin.end();
        await ended;
      },
    },
  };
}
