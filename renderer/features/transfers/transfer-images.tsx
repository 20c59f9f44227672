import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState } from 'react';
import type { ImageProgress, LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { ImageRow } from './image-row.tsx';
import { LayerRow } from './layer-row.tsx';
import { imageShare, isPaused } from './progress.ts';
import styles from './transfer.module.css';

/** The estimated height of a row in pixels until it is measured. */
const estimatedHeights = { image: 34, layer: 22 } as const;
/** The number of rows rendered outside the visible area, so that Tab reaches the next row. */
const overscan = 8;

const getMessage = ({ state }: ImageProgress | LayerProgress): string | undefined =>
  state.kind === 'failed' ? state.error.message : undefined;

/**
 * The images of a transfer; each can be expanded to its layers, and a single one is expanded initially. Only visible
 * rows are in the document, because a thousand images of twenty layers are too slow to render.
 */
export function TransferImages({ transfer: { images, layers, state } }: { readonly transfer: Transfer }) {
  const shownError = state.kind === 'failed' ? state.error.message : undefined;
  const pane = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(images.length === 1 ? images.map(({ digest }) => digest) : []),
  );
  const toggle = useCallback(
    (digest: string) =>
      setOpen((current) => {
        const next = new Set(current);
        if (!next.delete(digest)) next.add(digest);
        return next;
      }),
    [],
  );
  // This rule is for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: images.length,
    getScrollElement: () => pane.current,
    getItemKey: (index) => images[index]?.digest ?? index,
    estimateSize: (index) => {
      const image = images[index];
      const layerCount = image && open.has(image.digest) ? image.layerDigests.length : 0;
      return estimatedHeights.image + layerCount * estimatedHeights.layer;
    },
    overscan,
    useFlushSync: false,
  });

  return (
    <div ref={pane} className={styles.pane} data-windowed>
      <ul className={styles.images} aria-label="Images" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const image = images[index];
          if (!image) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={images.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ImageRow
                image={image}
                {...imageShare(image, layers)}
                shownError={shownError}
                open={open.has(image.digest)}
                isPaused={isPaused(state)}
                onToggle={toggle}
              />
              {open.has(image.digest) && (
                <Layers image={image} layers={layers} shownError={shownError} isPaused={isPaused(state)} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface LayersProps {
  readonly image: ImageProgress;
  readonly layers: Transfer['layers'];
  /** An error message that is already shown above. */
  readonly shownError: string | undefined;
  readonly isPaused: boolean;
}

function Layers({ image, layers, shownError, isPaused: isTransferPaused }: LayersProps) {
  return (
    <ul className={styles.layers} aria-label="Layers">
      {image.layerDigests.map((digest) => {
        const layer = layers[digest];
        if (!layer) return null;
        const message = getMessage(layer);
        return (
          <LayerRow
            key={digest}
            layer={layer}
            brief={message === shownError || message === getMessage(image)}
            isPaused={isTransferPaused}
          />
        );
      })}
    </ul>
  );
}
