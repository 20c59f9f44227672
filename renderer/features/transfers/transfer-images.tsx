import { useCallback, useState } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { ImageRow } from './image-row.tsx';
import { LayerRow } from './layer-row.tsx';
import { imageShare } from './progress.ts';
import styles from './transfer.module.css';

/** A transfer's images; each can be opened up to its layers. A single one is open from the start. */
export function TransferImages({ images, layers }: Pick<Transfer, 'images' | 'layers'>) {
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
            open={open.has(image.digest)}
            onToggle={toggle}
          />
          {open.has(image.digest) && (
            <ul className={styles.layers} aria-label="Layers">
              {image.layerDigests.map((digest) => {
                const layer = layers[digest];
                return layer && <LayerRow key={digest} layer={layer} />;
              })}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
