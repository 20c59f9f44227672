import { randomUUID } from 'node:crypto';
import type { PreloadWorldOptions } from './preload-world.ts';
import { runPreload } from './preload-world.ts';
import { refuseWindows } from './refused-windows.ts';
import { createWire } from './wire.ts';
import { createWorldBridge } from './world-bridge.ts';

export interface PageScripts {
  /** Name of the isolated world that the preload runs in. */
  readonly world: string;
  readonly binding: string;
  readonly receiver: string;
  /** For the page's own world: adds what the preload exposes. */
  readonly inPage: string;
  /** For the isolated world: the preload script and its `require('electron')`. */
  readonly inPreloadWorld: string;
}

/** Adds a frozen copy to the page's window, as contextBridge does. Used by its source text. */
function exposeInPage(key: string, value: unknown): void {
  const freeze = (inner: unknown): unknown => {
    if (typeof inner === 'object' && inner !== null) Object.values(Object.freeze(inner)).forEach(freeze);
    return inner;
  };
  Object.defineProperty(window, key, {
    value: freeze(value),
    enumerable: true,
    configurable: false,
    writable: false,
  });
}

/** Node has already removed the types. */
const text = (source: (...args: never[]) => unknown): string => source.toString();
const inTopFrame = (source: string): string => `if (window === window.top) { ${source} }`;

/** @param preload text of the app's preload script, a CommonJS module. */
export function pageScripts(preload: string, process: PreloadWorldOptions['process']): PageScripts {
  const secret = randomUUID();
  const [toPage, toPreload] = [`${secret}-page`, `${secret}-preload`].map((name) => JSON.stringify(name));
  const binding = `__stand_in_to_main_${secret}`;
  const receiver = `__stand_in_from_main_${secret}`;
  const windowEvent = `${secret}-window`;
  const options = JSON.stringify({ binding, windowEvent, receiver, process } satisfies PreloadWorldOptions);
  return {
    world: `preload-${secret}`,
    binding,
    receiver,
    inPage: inTopFrame(`
      (${text(createWorldBridge)})((${text(createWire)})(), ${toPreload}, ${toPage}, ${text(exposeInPage)});
      (${text(refuseWindows)})(${JSON.stringify(windowEvent)});`),
    inPreloadWorld: inTopFrame(`
      const wire = (${text(createWire)})();
      const bridge = (${text(createWorldBridge)})(wire, ${toPage}, ${toPreload}, () => undefined);
      (${text(runPreload)})(wire, bridge, ${options}, function (require, module, exports, process) {
${preload}
      });`),
  };
}
