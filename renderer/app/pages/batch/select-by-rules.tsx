import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import { applyTagFilter } from '../../../../shared/selection/apply-tag-filter.ts';
import type { TagFilter } from '../../../../shared/models/tag-filter.ts';
import type { RepositorySelection } from '../../../features/images/api.ts';
import { useImages } from '../../../features/images/api.ts';
import { filterProblems } from '../../../features/tag-rules/rule-problems.ts';
import { TagFilterEditor } from '../../../features/tag-rules/tag-filter-editor.tsx';
import { TagPreview } from '../../../features/tag-rules/tag-preview.tsx';
import type { Picks } from '../../../models/picks.ts';
import { pickTags } from '../../../models/picks.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  readonly repository: RepositorySelection;
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

/** Selects tags of one repository by rules. */
export function SelectByRules({ repository, filter, onFilter, onPicks }: Props) {
  const { data: images } = useImages(repository);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button iconName="filter" disabled={!images || images.length === 0} onClick={() => setOpen(true)}>
        Select by rules
      </Button>
      {isOpen && images && (
        <RulesDialog
          images={images}
          repository={repository.repositoryName}
          filter={filter}
          onFilter={onFilter}
          onClose={() => setOpen(false)}
          onSelect={(tags) => {
            onPicks((picks) => pickTags(picks, images, tags));
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

interface DialogProps {
  readonly images: readonly ImageSummary[];
  readonly repository: string;
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  readonly onClose: () => void;
  readonly onSelect: (tags: ReadonlySet<string>) => void;
}

function RulesDialog({ images, repository, filter, onFilter, onClose, onSelect }: DialogProps) {
  const problems = filterProblems(filter);
  const filtered = applyTagFilter(images, filter);
  const tags = new Set(filtered.tags.flatMap(({ tag, included }) => (included ? tag : [])));
  return (
    <ConfirmDialog
      size="large"
      title="Select by rules"
      confirmText={`Select ${formatCount(tags.size, 'tag')}`}
      disabled={problems.length > 0 || tags.size === 0}
      onConfirm={() => onSelect(tags)}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TagFilterEditor filter={filter} problems={problems} onFilter={onFilter} />
        <TagPreview repository={repository} filtered={filtered} />
      </SpaceBetween>
    </ConfirmDialog>
  );
}
