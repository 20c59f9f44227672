import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import { imagesPerPlan } from '../../../../shared/models/plan.ts';
import type { RenameRules } from '../../../../shared/models/rename-rules.ts';
import type { TagFilter } from '../../../../shared/models/tag-filter.ts';
import type { RepositorySelection } from '../../../features/images/api.ts';
import { useRulesPreview, useSelectByRules } from '../../../features/images/api.ts';
import { filterProblems } from '../../../features/tag-rules/rule-problems.ts';
import { TagFilterEditor } from '../../../features/tag-rules/tag-filter-editor.tsx';
import { InvalidRule, TagPreview } from '../../../features/tag-rules/tag-preview.tsx';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { Picks } from '../../../models/picks.ts';
import { pickSelected } from '../../../models/picks.ts';
import { canPreview } from '../../../../shared/selection/can-preview.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';

interface Props {
  readonly repository: RepositorySelection;
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

/** Selects tags of one repository by rules. */
export function SelectByRules({ repository, filter, onFilter, onPicks }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button iconName="filter" onClick={() => setOpen(true)}>
        Select by rules
      </Button>
      {isOpen && (
        <RulesDialog
          repository={repository}
          filter={filter}
          onFilter={onFilter}
          onClose={() => setOpen(false)}
          onSelect={(picks) => {
            onPicks(() => picks);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

interface DialogProps {
  readonly repository: RepositorySelection;
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  readonly onClose: () => void;
  readonly onSelect: (picks: Picks) => void;
}

const noRenames: RenameRules = [];

function RulesDialog({ repository, filter, onFilter, onClose, onSelect }: DialogProps) {
  const problems = filterProblems(filter);
  const preview = useRulesPreview(repository, filter, noRenames);
  const select = useSelectByRules(repository);
  const { selected = 0, images = 0 } = preview.data ?? {};
  const isComplete = canPreview(filter, noRenames);
  const isTooMany = isComplete && images > imagesPerPlan;
  const failure = preview.error ?? select.error;
  return (
    <ConfirmDialog
      size="large"
      title="Select by rules"
      confirmText={isComplete ? `Select ${formatCount(selected, 'tag')}` : 'Select tags'}
      // The numbers of earlier rules are displayed until those of the current ones are known.
      disabled={problems.length > 0 || selected === 0 || isTooMany || preview.isPlaceholderData}
      isBusy={select.isPending}
      onConfirm={() =>
        select.mutate(filter, { onSuccess: (selection) => onSelect(pickSelected(selection.selected)) })
      }
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TagFilterEditor filter={filter} problems={problems} onFilter={onFilter} />
        {failure && (
          <ErrorAlert error={toErrorData(failure)} actions={{ retry: () => void preview.refetch() }} />
        )}
        {isComplete && preview.isPending && <StatusIndicator type="loading">Loading tags</StatusIndicator>}
        {isTooMany && (
          <StatusIndicator type="warning">
            A replication has at most {formatCount(imagesPerPlan, 'image')}. Add a rule that selects fewer.
          </StatusIndicator>
        )}
        {!isComplete && <InvalidRule />}
        {isComplete && preview.data && (
          <TagPreview repository={repository.repositoryName} preview={preview.data} />
        )}
      </SpaceBetween>
    </ConfirmDialog>
  );
}
