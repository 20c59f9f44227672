import type { NativeImage, Tray } from 'electron';
import { EventEmitter } from 'node:events';
import { onlyEvents, withoutGaps } from './not-provided.ts';

/** An image that is never drawn. */
const image = withoutGaps('NativeImage', {
  setTemplateImage: () => undefined,
} satisfies Pick<NativeImage, 'setTemplateImage'>);

export const nativeImage = withoutGaps('nativeImage', { createFromBuffer: () => image });

/** Not shown: a test replaces the methods of the prototype. */
export class StandInTray
  extends EventEmitter
  implements Pick<Tray, 'destroy' | 'isDestroyed' | 'setContextMenu' | 'setToolTip'>
{
  private destroyed = false;

  constructor(_image: unknown) {
    super();
    onlyEvents('Tray', this, ['click']);
  }

  setToolTip(_text: string): void {}

  setContextMenu(_menu: unknown): void {}

  destroy(): void {
    this.destroyed = true;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }
}

withoutGaps('Tray', StandInTray);
