import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState } from 'react';
import type { ImageProgress, LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { ImageRow } from './image-row.tsx';
import { LayerRow } from './layer-row.tsx';
import { imageShare, isHeld } from './progress.ts';
import styles from './transfer.module.css';

/** Pixels that a row is taken to be high until it is measured. */
const guessedHeights = { image: 34, layer: 22 } as const;
/** Rows beyond the edges of what is in sight, so that scrolling by keyboard finds its way. */
const overscan = 8;

const messageOf = ({ state }: ImageProgress | LayerProgress): string | undefined =>
  state.kind === 'failed' ? state.error.message : undefined;

/**
 * A transfer's images; each can be opened up to its layers. A single one is open from the start. Only the rows in sight
 * are in the document: a thousand images of twenty layers would hold up the window otherwise.
 */
export function TransferImages({ transfer: { images, layers, state } }: { readonly transfer: Transfer }) {
  const told = state.kind === 'failed' ? state.error.message : undefined;
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
  // The React Compiler, which this rule speaks for, is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: images.length,
    getScrollElement: () => pane.current,
    getItemKey: (index) => images[index]?.digest ?? index,
    estimateSize: (index) => {
      const image = images[index];
      const layerCount = image && open.has(image.digest) ? image.layerDigests.length : 0;
      return guessedHeights.image + layerCount * guessedHeights.layer;
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
                told={told}
                open={open.has(image.digest)}
                held={isHeld(state)}
                onToggle={toggle}
              />
              {open.has(image.digest) && (
                <Layers image={image} layers={layers} told={told} held={isHeld(state)} />
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
  /** An error message that stands above already. */
  readonly told: string | undefined;
  readonly held: boolean;
}

function Layers({ image, layers, told, held }: LayersProps) {
  return (
    <ul className={styles.layers} aria-label="Layers">
      {image.layerDigests.map((digest) => {
        const layer = layers[digest];
        if (!layer) return null;
        const message = messageOf(layer);
        return (
          <LayerRow
            key={digest}
            layer={layer}
            brief={message === told || message === messageOf(image)}
            held={held}
          />
        );
      })}
    </ul>
  );
}
