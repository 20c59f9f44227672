import Icon from '@cloudscape-design/components/icon';
import { memo } from 'react';
import { shortDigest } from '../../../shared/models/image.ts';
import type { ImageProgress } from '../../../shared/models/transfer.ts';
import { Copyable } from '../../components/copyable.tsx';
import { Digest } from '../../components/digest.tsx';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import { describeKind } from '../../models/image-words.ts';
import type { Share } from './progress.ts';
import { describeImageProgress, partOf, toneOf, unsureTags } from './progress.ts';
import styles from './transfer.module.css';

interface Props extends Share {
  readonly image: ImageProgress;
  /** An error message that stands above already. */
  readonly told: string | undefined;
  readonly open: boolean;
  /** Whether the transfer stands still. */
  readonly held: boolean;
  readonly onToggle: (digest: string) => void;
}

/** One image on its way; its button shows and hides its layers. */
export const ImageRow = memo(function ImageRow(props: Props) {
  const { image, moved, toTransfer, told, open, held, onToggle } = props;
  const { digest, destinationTags, kind, state } = image;
  const name = destinationTags.join(', ') || shortDigest(digest);
  const value = state.kind === 'done' ? 1 : partOf(moved, toTransfer);
  const words = describeImageProgress(state, props, held);
  return (
    <>
      <div className={styles.image}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-label={`Layers of ${name}`}
          onClick={() => onToggle(digest)}
        >
          <Icon name={open ? 'angle-down' : 'angle-right'} size="small" />
          <span className={styles.imageName} title={name}>
            {name}
          </span>
        </button>
        <span className={styles.faint}>{describeKind(kind)}</span>
        <Digest digest={state.kind === 'done' ? state.digest : digest} />
        <ProgressBar label={`Image ${name}`} value={value} text={words} tone={toneOf(state)} />
        <span className={state.kind === 'failed' ? styles.failed : styles.state}>{words}</span>
      </div>
      {state.kind === 'failed' && state.error.message !== told && (
        <div className={styles.note}>
          <div>
            {state.error.side && <SideBadge side={state.error.side} />} {state.error.message}
          </div>
          <ErrorDetail error={state.error} />
        </div>
      )}
      {(state.kind === 'failed' || state.kind === 'cancelled') && state.writtenTags.length > 0 && (
        <div className={styles.note}>
          Written before it stopped, on a complete image: {state.writtenTags.join(', ')}
        </div>
      )}
      {unsureTags(image).length > 0 && (
        <div className={styles.note}>
          Cut off while it was written, look at the repository: {unsureTags(image).join(', ')}
        </div>
      )}
      {state.kind === 'done' && (
        <ul className={styles.note} aria-label={`URIs of ${name}`}>
          {state.uris.map((uri) => (
            <li key={uri}>
              <Copyable text={uri} what="image URI" />
            </li>
          ))}
        </ul>
      )}
    </>
  );
});
