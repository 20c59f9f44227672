import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import type { Picks } from '../../models/picks.ts';
import { useTakenTags } from './api.ts';
import type { TagConflict } from './list-conflicts.ts';
import { renameTags, suffixTags } from './suffixed-tags.ts';
import styles from './conflict-buttons.module.css';
import { toRegistrySelection } from '../../../shared/models/registry.ts';

interface Props {
  readonly conflicts: readonly TagConflict[];
  readonly picks: Picks;
  readonly plan: Plan;
  readonly onRename: (change: (picks: Picks) => Picks) => void;
  readonly onClose: () => void;
}

/** A cache imports an image from upstream when a tag is looked up that it does not have. */
const mayImport = ({ warnings }: Plan): boolean =>
  warnings.some(({ kind }) => kind === 'destination-is-cache' || kind === 'import-unknown');

/** The repository in which the new names are looked up; undefined when it is created, or when a look-up changes it. */
function searchable(plan: Plan) {
  const { request, destination } = plan;
  if (destination.repository.kind === 'create' || mayImport(plan)) return undefined;
  const { repositoryName } = request.destination;
  return { ...toRegistrySelection(request.destination), repositoryName };
}

/** Gives all tags with conflicts a suffix, with a preview of the new names and what is wrong with them. */
export function RenameConflictsDialog({ conflicts, picks, plan, onRename, onClose }: Props) {
  const [suffix, setSuffix] = useState('-copy');
  const names = conflicts.map(({ change }) => `${change.tag}${suffix}`);
  const { taken, error, isChecking } = useTakenTags(searchable(plan), suffix === '' ? [] : names);
  const renamed = suffixTags(conflicts, suffix, picks, taken);
  const problems = renamed.filter(({ problem }) => problem !== undefined).length;
  const isReady = suffix !== '' && problems === 0 && !isChecking;
  return (
    <ConfirmDialog
      title="Rename all with suffix"
      confirmText={`Rename ${formatCount(conflicts.length, 'tag')}`}
      disabled={!isReady}
      onClose={onClose}
      onConfirm={() => onRename((current) => renameTags(current, renamed))}
    >
      <SpaceBetween size="s">
        <FormField
          label="Suffix"
          constraintText="Letters, digits, periods, hyphens and underscores."
          errorText={suffix === '' ? 'Enter a suffix.' : undefined}
        >
          <Input
            value={suffix}
            ariaLabel="Suffix"
            autoFocus
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => setSuffix(detail.value)}
          />
        </FormField>
        <div role="status">
          {isChecking ? (
            <StatusIndicator type="loading">Checking the destination</StatusIndicator>
          ) : problems > 0 ? (
            <StatusIndicator type="error">{formatCount(problems, 'name')} cannot be used</StatusIndicator>
          ) : error || mayImport(plan) ? (
            <StatusIndicator type="warning">
              Whether the names exist at the destination is not known until they are planned.{' '}
              {error && toErrorData(error).message}
            </StatusIndicator>
          ) : (
            <StatusIndicator>All names can be used</StatusIndicator>
          )}
        </div>
        <ul className={styles.tags} aria-label="New names" tabIndex={0}>
          {renamed.map(({ conflict, tag, problem }) => (
            <li key={`${conflict.digest} ${conflict.change.tag}`}>
              {conflict.change.tag} → <b>{tag}</b>
              {problem !== undefined && <div className={styles.problem}>{problem}</div>}
            </li>
          ))}
        </ul>
      </SpaceBetween>
    </ConfirmDialog>
  );
}
