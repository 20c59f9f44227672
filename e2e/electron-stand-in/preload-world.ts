import type { WantedWindow } from './refused-windows.ts';
import type { Wire } from './wire.ts';
import type { WorldBridge } from './world-bridge.ts';

/** A message from the preload's world to the main process. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'send'; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string }
  | ({ readonly kind: 'open-window' } & WantedWindow)
  | { readonly kind: 'focus' | 'blur' }
  | {
      readonly kind: 'bounds';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

/** A message from the main process to the preload's world. */
export type ToPreload =
  | { readonly kind: 'event'; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown };

export interface PreloadWorldOptions {
  /** Global function of this world that sends text to the main process. */
  readonly binding: string;
  /** Event with which the page's world reports a window that was not opened. */
  readonly windowEvent: string;
  /** Global function that the main process calls with text. */
  readonly receiver: string;
  readonly process: {
    readonly platform: string;
    readonly versions: Readonly<Record<string, string | undefined>>;
  };
}

type Listener = (event: object, ...args: readonly unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;

/**
 * Runs a sandboxed preload script: `require('electron')` and nothing else. Used by its source text in the isolated
 * world of the page, so it must not use anything outside itself.
 */
export function runPreload(
  wire: Wire,
  bridge: WorldBridge,
  options: PreloadWorldOptions,
  preload: Preload,
): void {
  const own = globalThis as unknown as Record<string, (text: string) => void>;
  const toMain = own[options.binding];
  const post = (message: FromPreload): void => toMain?.(JSON.stringify(message));
  const answers = new Map<number, (ok: boolean, value: unknown) => void>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;

  const withoutGaps = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, property, receiver) {
        if (typeof property === 'symbol' || property in target)
          return Reflect.get(target, property, receiver);
        throw new Error(`not provided by the stand-in: ${name}.${property}`);
      },
    });

  const ipcRenderer = withoutGaps('ipcRenderer', {
    invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      lastId += 1;
      const id = lastId;
      const encoded = wire.encode(args);
      return new Promise((resolve, reject) => {
        answers.set(id, (ok, value) => {
          if (ok) resolve(value);
          else reject(new Error(`Error invoking remote method '${channel}': ${String(value)}`));
        });
        post({ kind: 'invoke', id, channel, args: encoded });
      });
    },
    send(channel: string, ...args: readonly unknown[]) {
      post({ kind: 'send', channel, args: wire.encode(args) });
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener): unknown => ipcRenderer.off(channel, listener),
  });

  own[options.receiver] = (text) => {
    const message = JSON.parse(text) as ToPreload;
    if (message.kind === 'answer') {
      answers.get(message.id)?.(message.ok, wire.decode(message.value));
      answers.delete(message.id);
      return;
    }
    const args = wire.decode(message.args) as unknown[];
    for (const listener of listeners.get(message.channel) ?? [])
      listener({ sender: ipcRenderer, ports: [] }, ...args);
  };

  window.addEventListener(options.windowEvent, (event) => {
    const wanted = JSON.parse(String((event as CustomEvent<unknown>).detail)) as WantedWindow;
    post({ kind: 'open-window', ...wanted });
  });
  window.addEventListener('focus', () => post({ kind: 'focus' }));
  window.addEventListener('blur', () => post({ kind: 'blur' }));
  window.addEventListener('resize', () => {
    post({
      kind: 'bounds',
      x: window.screenX,
      y: window.screenY,
      width: window.innerWidth,
      height: window.innerHeight,
    });
  });

  const contextBridge = withoutGaps('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
  });
  const electron = withoutGaps('electron', { contextBridge, ipcRenderer });
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  const process = { ...options.process, type: 'renderer', sandboxed: true, contextIsolated: true };
  try {
    preload(require, module, module.exports, process);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    post({ kind: 'preload-error', message, stack: stack ?? message });
  }
}
