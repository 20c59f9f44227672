import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { answerInvoke, deliverSend } from './ipc-main.ts';
import type { PageScripts } from './page-scripts.ts';
import type { FromPreload, ToPreload } from './preload-world.ts';
import type { Target } from './target.ts';
import { createWire } from './wire.ts';

const wire = createWire();

interface PreloadChannelPorts {
  /** The sender that a handler of `ipcMain` gets. */
  readonly event: () => object;
  readonly failed: (error: Error) => void;
  readonly opensWindow: (url: string, frameName: string, features: string) => void;
  readonly windowMessage: (message: FromPreload) => void;
}

/** The channel between a page's preload script and the main process. */
export interface PreloadChannel {
  /** Attaches to a page before its first document. */
  attach(target: Target): void;
  /** The document is gone: messages are dropped from now on. */
  detach(): void;
  send(channel: string, args: readonly unknown[]): void;
}

export function createPreloadChannel(scripts: PageScripts, ports: PreloadChannelPorts): PreloadChannel {
  let target: Target | undefined;
  let context: string | undefined;

  const post = (message: ToPreload): void => {
    if (!context || !target) return;
    const expression = `globalThis[${JSON.stringify(scripts.receiver)}](${JSON.stringify(JSON.stringify(message))})`;
    // Without a document there is no receiver for the message.
    target.session.send('Runtime.evaluate', { expression, uniqueContextId: context }).catch(() => undefined);
  };

  const answer = async (id: number, channel: string, args: unknown): Promise<void> => {
    try {
      const event = ports.event() as unknown as IpcMainInvokeEvent;
      const result = await answerInvoke(event, channel, wire.decode(args) as unknown[]);
      post({ kind: 'answer', id, ok: true, value: wire.encode(result) });
    } catch (error) {
      post({ kind: 'answer', id, ok: false, value: String(error) });
    }
  };

  const receive = (message: FromPreload): void => {
    switch (message.kind) {
      case 'invoke':
        void answer(message.id, message.channel, message.args);
        break;
      case 'send':
        deliverSend(
          ports.event() as unknown as IpcMainEvent,
          message.channel,
          wire.decode(message.args) as unknown[],
        );
        break;
      case 'preload-error':
        console.error(`The preload script failed: ${message.stack}`);
        ports.failed(new Error(message.message));
        break;
      case 'open-window':
        ports.opensWindow(message.url, message.frameName, message.features);
        break;
      case 'focus':
      case 'blur':
      case 'bounds':
        ports.windowMessage(message);
        break;
    }
  };

  return {
    attach(opened) {
      target = opened;
      opened.session.on('Runtime.executionContextCreated', ({ context: created }) => {
        if (created.name === scripts.world && created.auxData?.['frameId'] === opened.id)
          context = created.uniqueId;
      });
      opened.session.on('Runtime.bindingCalled', ({ name, payload }) => {
        if (name === scripts.binding) receive(JSON.parse(payload) as FromPreload);
      });
    },
    detach() {
      context = undefined;
    },
    send: (channel, args) => post({ kind: 'event', channel, args: wire.encode(args) }),
  };
}
