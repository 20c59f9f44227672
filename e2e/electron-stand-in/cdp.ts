import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from '@playwright/test';

/** One attached target, or the browser itself; typed by Playwright's copy of the protocol. */
export type ProtocolSession = Pick<CDPSession, 'send' | 'on'>;

/** A response has the id of its command; an event has a method. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a null byte. */
export class ProtocolConnection {
  readonly browser: ProtocolSession;
  private readonly output: Writable;
  private readonly emitters = new Map<string, EventEmitter>();
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private closed = false;

  constructor(input: Readable, output: Writable) {
    this.output = output;
    this.browser = this.session('');
    let rest = '';
    input.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.receive(message);
    });
    input.on('close', () => this.end());
    input.on('error', () => this.end());
    output.on('error', () => this.end());
  }

  /** The session of an answer of `Target.attachToTarget` (flat). */
  session(sessionId: string): ProtocolSession {
    const emitter = new EventEmitter().setMaxListeners(0);
    this.emitters.set(sessionId, emitter);
    const session = {
      send: (method: string, params: object = {}) => this.send(sessionId, method, params),
      on(event: string, listener: (payload: unknown) => void) {
        emitter.on(event, listener);
        return session;
      },
    };
    return session as unknown as ProtocolSession;
  }

  /** Removes a session whose target is gone, and rejects its pending commands. */
  detach(sessionId: string): void {
    this.emitters.delete(sessionId);
  }

  private send(sessionId: string, method: string, params: object): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { method, resolve, reject });
      this.output.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) {
      this.emitters.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`));
    else pending?.resolve(message.result);
  }

  private end(): void {
    this.closed = true;
    for (const { method, reject } of this.pending.values()) reject(new Error(`${method}: Chromium is gone`));
    this.pending.clear();
  }
}
