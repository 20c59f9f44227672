import { useCallback, useState } from 'react';
import type { ImageProgress, LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { ImageRow } from './image-row.tsx';
import { LayerRow } from './layer-row.tsx';
import { imageShare } from './progress.ts';
import styles from './transfer.module.css';

const messageOf = ({ state }: ImageProgress | LayerProgress): string | undefined =>
  state.kind === 'failed' ? state.error.message : undefined;

/** A transfer's images; each can be opened up to its layers. A single one is open from the start. */
export function TransferImages({ transfer: { images, layers, state } }: { readonly transfer: Transfer }) {
  const told = state.kind === 'failed' ? state.error.message : undefined;
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
  return (
    <ul className={styles.images} aria-label="Images">
      {images.map((image) => (
        <li key={image.digest}>
          <ImageRow
            image={image}
            {...imageShare(image, layers)}
            told={told}
            open={open.has(image.digest)}
            onToggle={toggle}
          />
          {open.has(image.digest) && (
            <ul className={styles.layers} aria-label="Layers">
              {image.layerDigests.map((digest) => {
                const layer = layers[digest];
                if (!layer) return null;
                const message = messageOf(layer);
                const brief = message === told || message === messageOf(image);
                return <LayerRow key={digest} layer={layer} brief={brief} />;
              })}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
