import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef } from 'react';
import type { ImageProgress, LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { isPaused } from '../../../shared/models/transfer.ts';
import { failedFirst } from './copied-layers.ts';
import { formatImageErrors, formatLayerError } from './error-text.ts';
import { ImageRow } from './image-row.tsx';
import { LayerRow } from './layer-row.tsx';
import { imageShare } from './progress.ts';
import styles from './transfer.module.css';
import type { OpenRows } from './use-open-rows.ts';

/** The estimated height of a row in pixels until it is measured. */
const estimatedHeights = { image: 34, layer: 22 } as const;
/** The number of rows rendered outside the visible area, so that Tab reaches the next row. */
const overscan = 8;

const getMessage = ({ state }: ImageProgress | LayerProgress): string | undefined =>
  state.kind === 'failed' ? state.error.message : undefined;

interface Props {
  readonly transfer: Transfer;
  /** What is expanded. */
  readonly rows: OpenRows;
  readonly onRows: (change: OpenRows) => void;
}

/**
 * The images of a transfer; each can be expanded to its layers, and a single one is expanded initially. Only visible
 * rows are in the document, because a thousand images of twenty layers are too slow to render. Failed images and layers
 * are the first ones.
 */
export function TransferImages({ transfer, rows: openRows, onRows }: Props) {
  const { layers, state } = transfer;
  const images = useMemo(() => failedFirst(transfer.images), [transfer.images]);
  const shownError = state.kind === 'failed' ? state.error.message : undefined;
  const pane = useRef<HTMLDivElement>(null);
  const first = images.length === 1 ? images[0]?.digest : undefined;
  const open = useMemo(
    () => new Set(openRows.images ?? (first === undefined ? [] : [first])),
    [openRows.images, first],
  );
  const toggle = useCallback(
    (digest: string) => {
      const next = new Set(open);
      if (!next.delete(digest)) next.add(digest);
      onRows({ images: [...next] });
    },
    [open, onRows],
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
                errorText={image.state.kind === 'failed' ? formatImageErrors(transfer, image) : undefined}
                onToggle={toggle}
              />
              {open.has(image.digest) && <Layers image={image} transfer={transfer} shownError={shownError} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface LayersProps {
  readonly image: ImageProgress;
  readonly transfer: Transfer;
  /** An error message that is already shown above. */
  readonly shownError: string | undefined;
}

function Layers({ image, transfer, shownError }: LayersProps) {
  const isTransferPaused = isPaused(transfer.state);
  const layers = failedFirst(image.layerDigests.flatMap((digest) => transfer.layers[digest] ?? []));
  return (
    <ul className={styles.layers} aria-label="Layers">
      {layers.map((layer) => {
        const message = getMessage(layer);
        return (
          <LayerRow
            key={layer.digest}
            layer={layer}
            errorText={layer.state.kind === 'failed' ? formatLayerError(transfer, layer) : undefined}
            brief={message === shownError || message === getMessage(image)}
            isPaused={isTransferPaused}
          />
        );
      })}
    </ul>
  );
}
