import Icon from '@cloudscape-design/components/icon';
import { memo } from 'react';
import { shortDigest } from '../../../shared/models/image.ts';
import type { ImageProgress } from '../../../shared/models/transfer.ts';
import { Copyable, CopyButton } from '../../components/copy-button.tsx';
import { Digest } from '../../components/digest.tsx';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import { describeKind } from '../../models/image-words.ts';
import type { Share } from './progress.ts';
import { describeImageProgress, getPart, getTone, unsureTags } from './progress.ts';
import styles from './transfer.module.css';

interface Props extends Share {
  readonly image: ImageProgress;
  /** An error message that is already shown above. */
  readonly shownError: string | undefined;
  readonly open: boolean;
  /** Whether the transfer is paused. */
  readonly isPaused: boolean;
  /** The text for the copy button of a failed image. */
  readonly errorText: string | undefined;
  readonly onToggle: (digest: string) => void;
}

/** The progress of one image; its button expands its layers. */
export const ImageRow = memo(function ImageRow(props: Props) {
  const { image, transferred, toTransfer, shownError, open, isPaused, errorText, onToggle } = props;
  const { digest, destinationTags, kind, state } = image;
  const name = destinationTags.join(', ') || shortDigest(digest);
  const value = state.kind === 'done' ? 1 : getPart(transferred, toTransfer);
  const text = describeImageProgress(state, props, isPaused);
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
        <ProgressBar label={`Image ${name}`} value={value} text={text} tone={getTone(state)} />
        <span className={state.kind === 'failed' ? styles.failed : styles.state}>{text}</span>
      </div>
      {state.kind === 'failed' && state.error.message !== shownError && (
        <div className={styles.note}>
          <div>
            {state.error.side && <SideBadge side={state.error.side} />} {state.error.message}{' '}
            {errorText !== undefined && (
              <CopyButton text={errorText} what={`error details of image ${name}`} />
            )}
          </div>
          <ErrorDetail error={state.error} />
        </div>
      )}
      {(state.kind === 'failed' || state.kind === 'cancelled') && state.writtenTags.length > 0 && (
        <div className={styles.note}>
          Tags written before the transfer stopped: {state.writtenTags.join(', ')}
        </div>
      )}
      {unsureTags(image).length > 0 && (
        <div className={styles.note}>
          Tags that may have been written (check the repository): {unsureTags(image).join(', ')}
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
