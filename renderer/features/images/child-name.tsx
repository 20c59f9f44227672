import type { ImageChild } from '../../../shared/models/image-children.ts';
import { describeChild } from './image-row.ts';
import styles from './child-name.module.css';

/** What a manifest is to the image above it, with the tag or the media type that says so. */
export function ChildName({ child }: { readonly child: ImageChild }) {
  const tag = child.kind === 'attached' && child.attachedBy.kind === 'tag' ? child.attachedBy.tag : undefined;
  const title = child.kind === 'attached' ? (tag ?? child.artifactType) : undefined;
  return (
    <span className={styles.name} title={title}>
      {describeChild(child)}
    </span>
  );
}
