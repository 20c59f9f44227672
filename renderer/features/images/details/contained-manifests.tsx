import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatPlatform } from '../../../../shared/models/image.ts';
import type { AttachedReferrer, IndexChild, Readable } from '../../../../shared/models/image-details.ts';
import { Digest } from '../../../components/digest.tsx';
import { ErrorLine } from '../../../components/error-line.tsx';
import styles from './details.module.css';

function describeChild(platform: IndexChild['platform'], companion: IndexChild['companion']): string {
  if (companion) return companion.kind === 'attestation' ? 'Attestation' : 'SOCI index';
  return platform ? formatPlatform(platform) : 'No platform';
}

/** The manifests of an index: one row for each platform, attestation and SOCI index. */
export function IndexChildren({ nested }: { readonly nested: readonly IndexChild[] }) {
  return (
    <ul className={styles.steps} aria-label="Platforms">
      {nested.map(({ digest, platform, mediaType, companion, size }) => (
        <li key={digest} className={styles.manifest}>
          <b>{describeChild(platform, companion)}</b>
          <Digest digest={digest} />
          <span className={styles.quiet}>
            {mediaType}, {formatBytes(size)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The referrers of an image: signatures, SBOMs and attestations. */
export function Referrers({ referrers }: { readonly referrers: Readable<readonly AttachedReferrer[]> }) {
  if (referrers.kind === 'unreadable') return <ErrorLine error={referrers.error} />;
  if (referrers.value.length === 0)
    return <p className={styles.quiet}>No signature, SBOM or attestation is attached.</p>;
  return (
    <ul className={styles.steps} aria-label="Referrers">
      {referrers.value.map(({ digest, artifactType }) => (
        <li key={digest} className={styles.manifest}>
          <b>{artifactType ?? 'No artifact type'}</b>
          <Digest digest={digest} />
        </li>
      ))}
    </ul>
  );
}
