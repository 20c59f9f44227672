import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { ImagePage, ImageView, UntaggedRole } from '../../../shared/models/image-query.ts';
import { imageViews, untaggedRoles } from '../../../shared/models/image-query.ts';
import type { ViewChange } from './use-image-list.ts';
import styles from './view-choice.module.css';

const viewLabels = { tagged: 'Tagged', untagged: 'Untagged', all: 'All' } as const satisfies Record<
  ImageView,
  string
>;

const roleLabels = {
  part: 'Parts of an index',
  attached: 'Attached to an image',
  orphan: 'Orphans',
} as const satisfies Record<UntaggedRole, string>;

interface Props {
  readonly view: ImageView;
  readonly role: UntaggedRole | undefined;
  /** The numbers of matching images; undefined until the first page is there. */
  readonly page: Pick<ImagePage, 'matchingViews' | 'roles'> | undefined;
  readonly onChange: (change: ViewChange) => void;
}

const withCount = (label: string, count: number | undefined): string =>
  count === undefined ? label : `${label} (${formatNumber(count)})`;

const everyRole = 'every';

/** Chooses the images of a list: tagged ones, untagged ones by what they are to others, or all. */
export function ViewChoice({ view, role, page, onChange }: Props) {
  const roles = untaggedRoles.map((each) => ({
    value: each,
    label: withCount(roleLabels[each], page?.roles?.[each]),
  }));
  const options = [{ value: everyRole, label: 'All untagged' }, ...roles];
  return (
    <div className={styles.choice}>
      <SegmentedControl
        label="Images to list"
        selectedId={view}
        options={imageViews.map((id) => ({ id, text: withCount(viewLabels[id], page?.matchingViews[id]) }))}
        onChange={({ detail }) => {
          const next = imageViews.find((each) => each === detail.selectedId);
          if (next) onChange({ view: next });
        }}
      />
      {view === 'untagged' && (
        <Select
          ariaLabel="Untagged images to list"
          options={options}
          selectedOption={options.find(({ value }) => value === role) ?? options[0] ?? null}
          // Without all indexes it is unknown what a manifest is a part of.
          disabled={page?.roles === undefined}
          onChange={({ detail }) =>
            onChange({
              view: 'untagged',
              role: untaggedRoles.find((each) => each === detail.selectedOption.value),
            })
          }
        />
      )}
    </div>
  );
}
