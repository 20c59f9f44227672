import Checkbox from '@cloudscape-design/components/checkbox';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useMemo } from 'react';
import { formatPlatform, parsePlatform } from '../../../shared/models/image.ts';
import { shownPlatform } from '../../../shared/models/platform-match.ts';
import type { Plan, ReplicationOptions } from '../../../shared/models/plan.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import styles from './copy-options.module.css';

interface Props {
  readonly options: ReplicationOptions;
  readonly onOptions: (options: ReplicationOptions) => void;
  /** The latest plan, which determines the available options. */
  readonly plan: Plan | undefined;
}

/** The platforms of the indexes of a plan, copied or left out. */
function platformsIn(plan: Plan | undefined): readonly string[] {
  const all = (plan?.images ?? []).flatMap(({ manifests, leftOut }) =>
    [...manifests, ...leftOut].flatMap(({ platform }) =>
      platform ? formatPlatform(shownPlatform(platform)) : [],
    ),
  );
  return [...new Set(all)].toSorted();
}

const countReferrers = (plan: Plan | undefined): number =>
  (plan?.images ?? []).reduce((sum, { referrers }) => sum + referrers.length, 0);

const replacesSignatures = (plan: Plan | undefined): boolean =>
  (plan?.images ?? []).some(({ referrers }) =>
    referrers.some(({ tag }) => tag?.kind === 'move' || tag?.kind === 'immutable'),
  );

/** The options of a replication: referrers, platforms and verification. */
export function CopyOptions({ options, onOptions, plan }: Props) {
  const platforms = useMemo(() => platformsIn(plan), [plan]);
  const chosen = options.platforms?.map(formatPlatform) ?? [];
  const offered = [...new Set([...platforms, ...chosen])].map((platform) => ({
    value: platform,
    label: platform,
  }));
  const referrers = countReferrers(plan);

  const choosePlatforms = (names: readonly (string | undefined)[]): void => {
    const parsed = names.flatMap((name) => parsePlatform(name ?? '') ?? []);
    onOptions({ ...options, platforms: parsed.length > 0 ? parsed : undefined });
  };

  return (
    <div className={styles.options} role="group" aria-label="Replication options">
      <Checkbox
        checked={options.referrers}
        onChange={({ detail }) => onOptions({ ...options, referrers: detail.checked })}
      >
        Signatures, SBOMs and attestations
        {options.referrers && plan && (
          <span className={styles.count}>
            {referrers === 0 ? ' (none attached)' : ` (${formatCount(referrers, 'manifest')} attached)`}
          </span>
        )}
      </Checkbox>
      <Checkbox
        checked={options.verify}
        onChange={({ detail }) => onOptions({ ...options, verify: detail.checked })}
      >
        Verify after copying
      </Checkbox>
      {options.missingManifests === 'leave-out' && (
        <Checkbox checked onChange={() => onOptions({ ...options, missingManifests: 'refuse' })}>
          Leave out manifests missing at the source
        </Checkbox>
      )}
      {(options.existingSignatures === 'keep' || replacesSignatures(plan)) && (
        <Checkbox
          checked={options.existingSignatures === 'keep'}
          onChange={({ detail }) =>
            onOptions({ ...options, existingSignatures: detail.checked ? 'keep' : 'replace' })
          }
        >
          Keep signatures that the destination already has
        </Checkbox>
      )}
      {(offered.length > 1 || chosen.length > 0) && (
        <div className={styles.platforms}>
          <Multiselect
            ariaLabel="Platforms"
            placeholder={`All ${offered.length} platforms`}
            options={offered}
            selectedOptions={chosen.map((platform) => ({ value: platform, label: platform }))}
            inlineTokens
            expandToViewport
            onChange={({ detail }) => choosePlatforms(detail.selectedOptions.map(({ value }) => value))}
          />
        </div>
      )}
    </div>
  );
}
