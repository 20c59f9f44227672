import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { HistoryKind } from '../../../shared/models/history.ts';
import { historyKindSchema } from '../../../shared/models/history.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  /** How many entries there are of each kind. */
  readonly counts: Readonly<Record<HistoryKind, number>>;
  readonly onConfirm: (kind: HistoryKind) => void;
  readonly onClose: () => void;
}

const describeCount = (count: number): string => formatCount(count, 'entry', 'entries');

/** Confirms that all entries of one kind are permanently deleted; asks for the kind when there are both. */
export function ClearDialog({ counts, onConfirm, onClose }: Props) {
  const [kind, setKind] = useState<HistoryKind>(counts.demo > 0 ? 'demo' : 'real');
  const hasBoth = counts.demo > 0 && counts.real > 0;
  return (
    <ConfirmDialog
      title="Clear history?"
      confirmText="Clear"
      onConfirm={() => onConfirm(kind)}
      onClose={onClose}
    >
      {hasBoth && (
        <RadioGroup
          ariaLabel="Entries to clear"
          value={kind}
          items={[
            {
              value: 'demo',
              label: 'Demo entries',
              description: `${describeCount(counts.demo)}. They are also deleted when you exit the demo or quit the app.`,
            },
            {
              value: 'real',
              label: 'All other entries',
              description: `${describeCount(counts.real)} of transfers between your own registries.`,
            },
          ]}
          onChange={({ detail }) => setKind(historyKindSchema.safeParse(detail.value).data ?? 'demo')}
        />
      )}
      <p>
        This permanently deletes {describeCount(counts[kind])}
        {kind === 'demo' ? ' of the demo' : ''}. Images in ECR are not changed.
      </p>
    </ConfirmDialog>
  );
}
