import Button from '@cloudscape-design/components/button';
import { formatCount } from '../../../../shared/format/counts.ts';
import { maxBatchRepositories } from '../../../../shared/models/batch.ts';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { useScopedUndo } from '../../../components/undo.ts';
import { noPicks } from '../../../models/picks.ts';
import { ActionBar } from '../../layout/action-bar.tsx';
import { ClearSelectionButton } from '../../layout/clear-selection-button.tsx';
import { comparisonRequest } from '../../draft/comparison-request.ts';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import { describePicks, nextStep } from '../../draft/next-step.ts';
import { QuickReplicateButton, useQuickPlan } from './quick-replicate.tsx';
import type { Sides } from '../../draft/use-sides.ts';
import { registryKey } from '../../../../shared/models/registry.ts';

interface Props {
  readonly sides: Sides;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  /** The request of the selection; undefined while it is incomplete. */
  readonly request: ReplicationRequest | undefined;
  readonly onStarted: () => void;
}

/** The actions for the selection: images of one repository, or whole repositories. */
export function ChooseActions({ sides, draft, dispatch, request, onStarted }: Props) {
  const quick = useQuickPlan(draft.browsing === 'images' ? request : undefined, onStarted);
  const comparison = comparisonRequest(
    { source: sides.source.selection, destination: sides.destination.selection },
    draft,
  );
  const { selection } = sides.source;
  const offerUndo = useScopedUndo(
    [selection && registryKey(selection), draft.browsing, draft.repository].join(' '),
  );
  const clearRepositories = (): void => {
    const { repositories } = draft;
    dispatch({ kind: 'repositories-selected', names: [] });
    offerUndo({
      key: 'selection',
      text: `Selection of ${formatCount(repositories.length, 'repository', 'repositories')} cleared.`,
      undo: () => dispatch({ kind: 'repositories-selected', names: repositories }),
    });
  };
  const clearPicks = (): void => {
    const { picks } = draft;
    dispatch({ kind: 'picks-changed', change: () => noPicks });
    offerUndo({
      key: 'selection',
      text: `Selection of ${formatCount(picks.size, 'image')} cleared.`,
      undo: () => dispatch({ kind: 'picks-changed', change: (current) => new Map([...picks, ...current]) }),
    });
  };
  const compare = (
    <Button
      disabled={!comparison}
      onClick={() => comparison && dispatch({ kind: 'comparison-requested', request: comparison })}
    >
      Compare
    </Button>
  );
  if (draft.browsing === 'repositories' && draft.repositories.length > 0) {
    const isTooMany = draft.repositories.length > maxBatchRepositories;
    return (
      <ActionBar
        what={formatCount(draft.repositories.length, 'repository', 'repositories')}
        next={
          isTooMany
            ? `Select at most ${maxBatchRepositories} repositories at a time.`
            : comparison
              ? 'Nothing is changed until you confirm.'
              : 'Choose a destination profile and region.'
        }
        start={<ClearSelectionButton onClick={clearRepositories} />}
      >
        {compare}
        <Button
          variant="primary"
          disabled={!comparison || isTooMany}
          onClick={() => dispatch({ kind: 'step-changed', step: 'batch' })}
        >
          Configure tags and names
        </Button>
      </ActionBar>
    );
  }
  const next = nextStep(sides, draft);
  return (
    <ActionBar
      what={describePicks(draft.picks, draft.repository)}
      next={next ?? quick.text}
      start={draft.picks.size > 0 && <ClearSelectionButton onClick={clearPicks} />}
    >
      {next === undefined && quick.retry && <Button onClick={quick.retry}>Retry</Button>}
      {draft.browsing === 'images' && compare}
      <Button
        variant={quick.start ? 'normal' : 'primary'}
        disabled={next !== undefined}
        onClick={() => dispatch({ kind: 'step-changed', step: 'review' })}
      >
        Review
      </Button>
      {draft.browsing === 'images' && <QuickReplicateButton plan={quick} />}
    </ActionBar>
  );
}
